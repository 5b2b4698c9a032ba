// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * An IQ request for the server, detached from the ring: it may be kept until it is answered.
 *
 * @param sender local session that sent it; null when it came from elsewhere
 * @param from full JID of the sender
 * @param to as addressed; null when the request had no {@code to}
 * @param id request id, unescaped
 * @param type GET or SET
 * @param payload the one child
 * @param payloadBytes the child's canonical bytes, for stores that keep them as they came
 * @param account account addressed, loaded; null when the domain was addressed
 * @param host host addressed
 *     <p>Owner: Router. Allocates: per request.
 */
public record IqRequest(
    SessionView sender,
    Jid from,
    Jid to,
    String id,
    StanzaType type,
    Element payload,
    byte[] payloadBytes,
    AccountView account,
    Host host) {

  /** True when a session asks its own account. */
  public boolean isOwnAccount() {
    return account != null && sender != null && sender.account() == account;
  }
}
