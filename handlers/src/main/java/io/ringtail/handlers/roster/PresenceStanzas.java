// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.nio.charset.StandardCharsets;

/**
 * Builds generated presence, and sends copies of stored presence with the recipient's address put
 * in.
 *
 * <pre>
 *   &lt;presence│ to='…' goes here │ from='…' … &gt;
 * </pre>
 *
 * <p>Owner: Router, one instance per feature. Allocates: to grow past the largest stanza before.
 */
public final class PresenceStanzas {
  private static final byte[] TAG = "<presence".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TO = " to='".getBytes(StandardCharsets.US_ASCII);

  private final ByteWriter scratch = new ByteWriter(512, 1 << 12);

  /** A presence of this type without addresses or content. */
  public static Element of(final StanzaType type) {
    final String attribute = type.attribute();
    return new Element("presence", Ns.CLIENT).set("type", attribute.isEmpty() ? null : attribute);
  }

  /** A presence error as the answer to a stanza from {@code to}. */
  public static Element error(
      final Jid from, final Jid to, final String id, final StanzaError error) {
    return of(StanzaType.ERROR)
        .set("from", from.toString())
        .set("to", to.toString())
        .set("id", id)
        .add(error.toElement());
  }

  /**
   * Sends canonical presence bytes, {@code from} stamped and without {@code to}, to a session.
   *
   * @param bareTo the copy is for the account and so carries its bare address
   */
  public void send(
      final SessionView to, final boolean bareTo, final byte[] stanza, final Outbound out) {
    scratch.reset();
    scratch.put(stanza, 0, TAG.length);
    scratch.put(TO).put(to.escapedJid(), 0, bareTo ? bareEnd(to) : to.escapedJid().length);
    scratch.put((byte) '\'').put(stanza, TAG.length, stanza.length);
    out.send(to, scratch.array(), 0, scratch.length());
  }

  // neither local part nor domain may hold a slash, escaped or not
  private static int bareEnd(final SessionView session) {
    final byte[] address = session.escapedJid();
    int end = 0;
    while (end < address.length && address[end] != '/') {
      end++;
    }
    return end;
  }

  /** Bytes of an unavailable presence without content, to be used with {@link #send}. */
  public static byte[] unavailable(final Jid from) {
    final ByteWriter out = new ByteWriter(128);
    of(StanzaType.UNAVAILABLE).set("from", from.toString()).write(out, Ns.CLIENT);
    return out.toByteArray();
  }
}
