// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.StanzaView;

/**
 * Makes the bytes kept of a session's last presence: the original with the sender's full JID as
 * {@code from}, without {@code to}.
 *
 * <p>Owner: anyone, stateless. Allocates: per call, the bytes.
 */
final class StampedPresence {
  private StampedPresence() {}

  static byte[] of(final StanzaView presence, final SessionView sender) {
    final byte[] source = presence.buffer();
    final ByteWriter out = new ByteWriter(presence.length() + sender.escapedJid().length + 32);
    out.put(source, presence.start(), presence.nameEnd());
    out.raw(" from='").put(sender.escapedJid()).raw("'");
    if (!presence.lang().isPresent() && !sender.language().isEmpty()) {
      out.attribute("xml:lang", sender.language());
    }
    int at = presence.nameEnd();
    if (presence.from().isPresent()) {
      out.put(source, at, presence.from().cutStart());
      at = presence.from().cutEnd();
    }
    out.put(source, at, presence.end());
    return out.toByteArray();
  }
}
