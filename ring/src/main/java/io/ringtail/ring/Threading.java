// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * How the stages get their threads ({@code [ring] threading}).
 *
 * <p>Owner: any thread. Allocates: never.
 */
public enum Threading {
  /** The one I/O loop runs the stages in its own turn: no hop, no wake-up. */
  INLINE,
  /** One thread for all stages. */
  SHARED,
  /** One pinned thread for each stage. */
  DEDICATED,
  /** Picks one of the above by the cores the process may use. */
  AUTO
}
