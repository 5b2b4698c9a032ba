// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * Writes a stanza for its recipient out of the bytes it arrived in: another start tag, the rest
 * copied.
 *
 * <pre>
 *   &lt;message from='stamped'│ own to goes here │ xml:lang='…' rest of the original tag … &gt;
 *
 *   head(…)            + buffer[tagEnd, end)                     nothing added inside
 *   head(…) + open(…)  + content(…) or contentWithout(…) + child + close(…)   something added or cut
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: never, but for the writer to grow.
 */
public final class Splice {
  /** Where the stanza is written to, which decides what its tag must declare. */
  public enum Target {
    /** A TCP stream: the stream header declares the content namespace. */
    STREAM,
    /** WebSocket, BOSH, or within another element: the tag declares {@link Ns#CLIENT} itself. */
    EMBEDDED
  }

  private static final byte[] XMLNS = ascii(" xmlns='jabber:client'");
  private static final byte[] FROM = ascii(" from='");
  private static final byte[] LANG = ascii(" xml:lang='");
  private static final byte[] END_TAG = ascii("</");
  private static final byte QUOTE = '\'';

  private Splice() {}

  /**
   * The start tag with its sender stamped, in the form that the bytes {@code [tagEnd, end)}
   * complete: a self-closed stanza stays self-closed and needs nothing more.
   *
   * @param from the sender's address, escaped for single quotes ({@link Escaping#escape})
   * @param fromLength how much of it is stamped
   * @param withoutTo true to leave out {@code to}, for each recipient's own to be put in
   * @param language added where the stanza has none; empty for none
   * @return the position in {@code out} where a recipient's own {@code to} may be put in
   */
  public static int head(
      final StanzaView view,
      final Target target,
      final byte[] from,
      final int fromLength,
      final boolean withoutTo,
      final String language,
      final ByteWriter out) {
    out.put(view.buffer, view.start, view.nameEnd);
    if (target == Target.EMBEDDED && view.kind != StanzaKind.NONZA) {
      out.put(XMLNS); // a nonza carries its declaration in its own bytes
    }
    out.put(FROM).put(from, 0, fromLength).put(QUOTE);
    final int toAt = out.length();
    if (!language.isEmpty() && !view.lang.isPresent()) {
      out.put(LANG).escaped(language).put(QUOTE);
    }
    otherAttributes(view, withoutTo, out);
    return toAt;
  }

  /** Turns what {@link #head} wrote of a self-closed stanza into a start tag. */
  public static void open(final StanzaView view, final ByteWriter out) {
    if (view.selfClosed) {
      out.truncate(out.length() - 2);
      out.put((byte) '>');
    }
  }

  /** Everything between the tags. */
  public static void content(final StanzaView view, final ByteWriter out) {
    out.put(view.buffer, view.tagEnd, view.contentEnd);
  }

  /** Everything between the tags except {@code count} direct children, given by ascending index. */
  public static void contentWithout(
      final StanzaView view, final int[] children, final int count, final ByteWriter out) {
    int at = view.tagEnd;
    for (int i = 0; i < count; i++) {
      out.put(view.buffer, at, view.childStarts[children[i]]);
      at = view.childEnds[children[i]];
    }
    out.put(view.buffer, at, view.contentEnd);
  }

  /** The end tag, written out for a stanza that arrived self-closed. */
  public static void close(final StanzaView view, final ByteWriter out) {
    if (view.selfClosed) {
      out.put(END_TAG).put(view.buffer, view.start + 1, view.nameEnd).put((byte) '>');
    } else {
      out.put(view.buffer, view.contentEnd, view.end);
    }
  }

  private static void otherAttributes(
      final StanzaView view, final boolean withoutTo, final ByteWriter out) {
    final StanzaView.Range from = view.from.isPresent() ? view.from : null;
    final StanzaView.Range to = withoutTo && view.to.isPresent() ? view.to : null;
    final boolean fromFirst = from != null && (to == null || from.cutStart < to.cutStart);
    int at = view.nameEnd;
    at = copyUntil(view, at, fromFirst ? from : to, out);
    at = copyUntil(view, at, fromFirst ? to : from, out);
    out.put(view.buffer, at, view.tagEnd);
  }

  private static int copyUntil(
      final StanzaView view, final int at, final StanzaView.Range cut, final ByteWriter out) {
    if (cut == null) {
      return at;
    }
    out.put(view.buffer, at, cut.cutStart);
    return cut.cutEnd;
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
