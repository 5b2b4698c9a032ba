// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.StanzaView;

/**
 * Writes a stanza's start tag with the sender's address stamped, from the original bytes: cut out
 * are {@code from} and, when it is replaced, {@code to}.
 *
 * <pre>
 *   &lt;message from='stamped'│ own to goes here │ rest of the original tag … &gt;
 * </pre>
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
final class StampedHead {
  private static final byte[] FROM = " from='".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final byte[] LANG =
      " xml:lang='".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private StampedHead() {}

  /** Returns the arena position where a recipient's own address may be inserted. */
  static int write(
      final StanzaView stanza,
      final byte[] from,
      final int fromLength,
      final boolean withoutTo,
      final ByteWriter arena) {
    final byte[] source = stanza.buffer();
    arena.put(source, stanza.start(), stanza.nameEnd());
    arena.put(FROM).put(from, 0, fromLength).put((byte) '\'');
    final int toAt = arena.length();
    final int fromCut = stanza.from().isPresent() ? stanza.from().cutStart() : -1;
    final int toCut = withoutTo && stanza.to().isPresent() ? stanza.to().cutStart() : -1;
    int at = stanza.nameEnd();
    if (fromCut >= 0 && (toCut < 0 || fromCut < toCut)) {
      arena.put(source, at, fromCut);
      at = stanza.from().cutEnd();
    }
    if (toCut >= 0) {
      arena.put(source, at, toCut);
      at = stanza.to().cutEnd();
    }
    if (fromCut >= at) {
      arena.put(source, at, fromCut);
      at = stanza.from().cutEnd();
    }
    arena.put(source, at, stanza.tagEnd());
    return toAt;
  }

  /** Turns a self-closed tag into a start tag, for a child to follow. */
  static void open(final StanzaView stanza, final ByteWriter arena) {
    if (stanza.isSelfClosed()) {
      arena.truncate(arena.length() - 2);
      arena.put((byte) '>');
    }
  }

  /** Adds {@code xml:lang} at the end of what {@link #write} left open: before its {@code >}. */
  static void addLanguage(final StanzaView stanza, final String language, final ByteWriter arena) {
    if (language.isEmpty() || stanza.lang().isPresent()) {
      return;
    }
    final boolean selfClosed = stanza.isSelfClosed();
    arena.truncate(arena.length() - (selfClosed ? 2 : 1));
    arena.put(LANG).escaped(language).put((byte) '\'');
    arena.raw(selfClosed ? "/>" : ">");
  }
}
