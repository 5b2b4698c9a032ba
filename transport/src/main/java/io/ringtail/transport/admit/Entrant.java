// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

/**
 * Who waits for a turn: to log in, say.
 *
 * <p>Owner: the loop. Allocates: as the implementation says.
 */
public interface Entrant {
  /** Its turn has come. */
  void admitted();

  /** Somebody else needs its place. */
  void turnedAway();
}
