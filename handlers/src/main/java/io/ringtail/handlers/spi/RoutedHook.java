// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Sees each message to a local account with the sessions chosen for it.
 *
 * <p>Owner: Router. Allocates: never on the common path.
 */
public interface RoutedHook {
  /**
   * @param chosen sessions that get the message itself; {@link Chosen#contains} is O(count)
   */
  void on(Packet packet, AccountView recipient, Chosen chosen, Outbound out);

  /** The sessions RFC 6121 §8.5 chose. */
  interface Chosen {
    int count();

    SessionView session(int position);

    boolean contains(SessionView session);
  }
}
