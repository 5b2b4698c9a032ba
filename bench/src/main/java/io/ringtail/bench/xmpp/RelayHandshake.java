// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * The greeting of the lab's minimal relay: a number, and {@code <ok/>}.
 *
 * <p>Owner: the session's loop. Allocates: per login.
 */
final class RelayHandshake implements Handshake {
  private final Session session;

  RelayHandshake(final Session session) {
    this.session = session;
  }

  @Override
  public void begin() {
    session.say("<hello n='" + session.account().number() + "'/>");
  }

  @Override
  public void onStanza(final Stanza stanza) {
    if (stanza.named("ok")) {
      session.becomeReady(session.account().bare() + "/relay");
    } else {
      session.fail("the relay said " + stanza);
    }
  }
}
