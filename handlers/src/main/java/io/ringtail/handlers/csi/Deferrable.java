// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.csi;

import io.ringtail.parser.Attributes;
import io.ringtail.parser.StanzaView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells what an inactive client need not see now (XEP-0352 §3.2). When in doubt it sees it.
 *
 * <p>Owner: Router. Allocates: never.
 */
public final class Deferrable {
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
  private static final byte[] PRESENCE = ascii("<presence");
  private static final byte[] TYPE = ascii("type");
  private static final byte[] FROM = ascii("from");
  private static final byte[] UNAVAILABLE = ascii("unavailable");

  private final StanzaView.Range scratch = new StanzaView.Range();

  /** Availability: only the newest of each sender counts. */
  public boolean isAvailability(final byte[] stanza, final int start) {
    final boolean isPresence =
        start + PRESENCE.length < stanza.length
            && Arrays.equals(stanza, start, start + PRESENCE.length, PRESENCE, 0, PRESENCE.length);
    if (!isPresence) {
      return false;
    }
    return !Attributes.find(stanza, start, TYPE, scratch)
        || Arrays.equals(
            stanza, scratch.valueStart(), scratch.valueEnd(), UNAVAILABLE, 0, UNAVAILABLE.length);
  }

  /** The sender as it is written; empty for the server. Allocates: per call. */
  public String sender(final byte[] stanza, final int start) {
    return Attributes.find(stanza, start, FROM, scratch)
        ? new String(stanza, scratch.valueStart(), scratch.length(), StandardCharsets.UTF_8)
        : "";
  }

  /** A message that says nothing but that somebody is typing (XEP-0085). */
  public static boolean isChatState(final StanzaView message) {
    for (int child = 0; child < message.childCount(); child++) {
      final String namespace = message.childNamespace(child);
      if (!namespace.equals(CHAT_STATES) && !message.childName(child).equals("thread")) {
        return false;
      }
    }
    return message.childCount() > 0;
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
