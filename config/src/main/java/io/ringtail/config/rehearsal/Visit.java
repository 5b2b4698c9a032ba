// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import java.io.IOException;

/**
 * A client of the older kind: logs in (RFC 6120 §6, §7), writes, looks through its archive
 * (XEP-0313) and leaves.
 *
 * <p>Owner: the thread that rehearses. Allocates: per call.
 */
final class Visit {
  private final Account account;

  Visit(final Account account) {
    this.account = account;
  }

  void pay(final Doors doors, final boolean encrypted, final Account to) throws IOException {
    try (Wire wire = doors.open(encrypted)) {
      enter(wire);
      wire.say(
          "<iq type='get' id='d' to='"
              + account.domain()
              + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
              + "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>"
              + "<message type='chat' to='"
              + to.jid()
              + "'><body>Good night, good night!</body></message>"
              + "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'>"
              + "<set xmlns='http://jabber.org/protocol/rsm'><max>5</max><before/></set>"
              + "</query></iq>");
      wire.await("</fin>");
      wire.say("</stream:stream>");
      wire.await("</stream:stream>");
    }
  }

  private void enter(final Wire wire) throws IOException {
    final String header = Wire.header(account.domain());
    wire.say(header);
    wire.features();
    wire.say(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + account.plain()
            + "</auth>");
    wire.await("<success");
    wire.await(">");
    wire.say(header);
    wire.features();
    wire.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    wire.await("</iq>");
  }
}
