// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * Decides whether stanzas may pass between an account and a peer (XEP-0191, later XEP-0016).
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface StanzaFilter {
  /** Null lets an outgoing stanza of {@code owner} to {@code peer} pass; otherwise the error. */
  StanzaError outgoing(AccountView owner, JidView peer, StanzaView stanza);

  /** False stops an incoming stanza of {@code peer} to {@code owner}. */
  boolean incoming(AccountView owner, JidView peer, StanzaView stanza);

  /** False hides {@code owner}'s presence from {@code peer} and the peer's from the owner. */
  boolean sharesPresence(AccountView owner, JidView peer);
}
