// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.nio.charset.StandardCharsets;

/**
 * Keeps subscription requests as they came and shows them to each resource that becomes available,
 * until the owner answers (RFC 6121 §3.1.3).
 *
 * <p>Owner: Router. Allocates: per call.
 */
public final class PendingRequests {
  /** A longer request is kept without its content. */
  static final int MAX_KEPT_BYTES = 4096;

  private final AccountKey<Roster> rosters;
  private final PresenceStanzas stanzas = new PresenceStanzas();

  PendingRequests(final AccountKey<Roster> rosters) {
    this.rosters = rosters;
  }

  /** Sends every request that waits for an answer; called when the session becomes available. */
  public void deliverAll(final SessionView session, final Outbound out) {
    session
        .account()
        .state(rosters)
        .forEach(
            item -> {
              if (item.pendingIn()) {
                stanzas.send(session, true, bytes(item), out);
              }
            });
  }

  private static byte[] bytes(final RosterItem item) {
    final String kept = item.request().isEmpty() ? bare(item.contact()) : item.request();
    return kept.getBytes(StandardCharsets.UTF_8);
  }

  private static String bare(final Jid from) {
    final ByteWriter out = new ByteWriter(128);
    PresenceStanzas.of(StanzaType.SUBSCRIBE).set("from", from.toString()).write(out, Ns.CLIENT);
    return out.toString();
  }

  /** The markup to keep of a request that came from this contact. */
  static String kept(final Element request, final Jid from) {
    final String to = request.attribute("to");
    final ByteWriter out = new ByteWriter(256);
    request.set("to", null).set("from", from.toString()).write(out, Ns.CLIENT);
    request.set("to", to);
    return out.length() > MAX_KEPT_BYTES ? "" : out.toString();
  }
}
