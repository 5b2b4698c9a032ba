// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Sees each message a local session sends, before its recipients are chosen.
 *
 * <p>Owner: Router. Allocates: never on the common path.
 */
public interface MessageHook {
  /** False stops the message: the hook has answered it. */
  boolean on(Packet packet, SessionView sender, Outbound out);
}
