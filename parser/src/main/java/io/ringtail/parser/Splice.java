// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * Writes a stanza for its recipient out of the bytes it arrived in: another start tag, the rest
 * copied.
 *
 * <pre>
 *   head(…)      + buffer[tagEnd, end)                           nothing added inside
 *   openHead(…)  + content(…) or contentWithout(…) + child + close(…)   something added or cut
 * </pre>
 *
 * <p>Addresses and languages are handed in escaped for single quotes ({@link Escaping#escape}).
 * Null keeps the attribute as it is (or absent), an empty array removes it. A language is only
 * added to a stanza that has none.
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
  private static final byte[] TO = ascii(" to='");
  private static final byte[] LANG = ascii(" xml:lang='");
  private static final byte[] END_TAG = ascii("</");

  private Splice() {}

  /**
   * The start tag for a TCP stream, in the form that the bytes {@code [tagEnd, end)} complete: a
   * self-closed stanza stays self-closed and needs nothing more.
   */
  public static void head(
      final StanzaView view,
      final byte[] from,
      final byte[] to,
      final byte[] lang,
      final ByteWriter out) {
    head(view, Target.STREAM, from, to, lang, out);
  }

  public static void head(
      final StanzaView view,
      final Target target,
      final byte[] from,
      final byte[] to,
      final byte[] lang,
      final ByteWriter out) {
    tag(view, target, from, to, lang, out);
    out.put(view.buffer, tagContentEnd(view), view.tagEnd);
  }

  /** The start tag, never self-closed; {@link #close} must follow. */
  public static void openHead(
      final StanzaView view,
      final Target target,
      final byte[] from,
      final byte[] to,
      final byte[] lang,
      final ByteWriter out) {
    tag(view, target, from, to, lang, out);
    out.put((byte) '>');
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

  /** The whole stanza; {@code child}, when not null, is added at its end as it is. */
  public static void whole(
      final StanzaView view,
      final Target target,
      final byte[] from,
      final byte[] to,
      final byte[] child,
      final ByteWriter out) {
    if (child == null) {
      head(view, target, from, to, null, out);
      out.put(view.buffer, view.tagEnd, view.end);
    } else {
      openHead(view, target, from, to, null, out);
      content(view, out);
      out.put(child);
      close(view, out);
    }
  }

  /** Name and attributes, without the closing {@code >} or {@code />}. */
  private static void tag(
      final StanzaView view,
      final Target target,
      final byte[] from,
      final byte[] to,
      final byte[] lang,
      final ByteWriter out) {
    out.put(view.buffer, view.start, view.nameEnd);
    if (target == Target.EMBEDDED && view.kind != StanzaKind.NONZA) {
      out.put(XMLNS); // a nonza carries its declaration in its own bytes
    }
    attribute(FROM, from, out);
    attribute(TO, to, out);
    if (!view.lang.isPresent()) {
      attribute(LANG, lang, out);
    }
    otherAttributes(view, from != null, to != null, out);
  }

  private static void otherAttributes(
      final StanzaView view, final boolean cutFrom, final boolean cutTo, final ByteWriter out) {
    final StanzaView.Range from = cutFrom && view.from.isPresent() ? view.from : null;
    final StanzaView.Range to = cutTo && view.to.isPresent() ? view.to : null;
    final boolean fromFirst = from != null && (to == null || from.cutStart < to.cutStart);
    int at = view.nameEnd;
    at = copyUntil(view, at, fromFirst ? from : to, out);
    at = copyUntil(view, at, fromFirst ? to : from, out);
    out.put(view.buffer, at, tagContentEnd(view));
  }

  private static int copyUntil(
      final StanzaView view, final int at, final StanzaView.Range cut, final ByteWriter out) {
    if (cut == null) {
      return at;
    }
    out.put(view.buffer, at, cut.cutStart);
    return cut.cutEnd;
  }

  private static void attribute(final byte[] name, final byte[] value, final ByteWriter out) {
    if (value != null && value.length > 0) {
      out.put(name).put(value).put((byte) '\'');
    }
  }

  private static int tagContentEnd(final StanzaView view) {
    return view.selfClosed ? view.tagEnd - 2 : view.tagEnd - 1;
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
