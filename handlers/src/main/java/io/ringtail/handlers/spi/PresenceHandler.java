// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Takes one group of presence types (RFC 6121 §3 or §4), on both sides.
 *
 * <p>Owner: Router. Allocates: per call.
 */
public interface PresenceHandler {
  /** A local session sent it. */
  void sent(Packet packet, SessionView sender, Outbound out);

  /** It is addressed to a local account, which is loaded. */
  void received(Packet packet, AccountView to, Outbound out);

  /** The session ended without an unavailable presence of its own, or with one: clean up. */
  default void closed(final SessionView session, final Outbound out) {}
}
