// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Sees each message a local client sent once nothing stops it any more: its recipients are chosen,
 * {@link Packet#sentId} is known, and it is about to be delivered or returned.
 *
 * <p>Owner: Router. Allocates: never on the common path.
 */
public interface AcceptedHook {
  /**
   * @param sender the account it was sent from; {@link Packet#sender} may be gone by now
   */
  void on(Packet packet, AccountView sender, Outbound out);
}
