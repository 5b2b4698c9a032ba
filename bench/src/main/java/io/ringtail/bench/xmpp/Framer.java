// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.nio.charset.StandardCharsets;

/**
 * Cuts what a server sends into whole stanzas. Keeps nothing between calls but whether something
 * was wrong: an element that has not arrived whole is looked at again from its first byte.
 *
 * <pre>
 *   {@code <?xml…?> <stream:stream …>  <message>…</message>  <iq/>  …  </stream:stream>}
 *                   └ streamOpen      └ stanza              └ stanza    └ streamClose
 * </pre>
 *
 * <p>It checks what a load generator must not be fooled by (text between stanzas, a tag inside a
 * tag, an end tag of another name, endless stanzas), not all of XML.
 *
 * <p>Owner: the session's loop. Allocates: never, unless the server sends garbage.
 */
public final class Framer {
  /** Told of each whole element; the bytes are valid inside the call only. */
  public interface Sink {
    void onStreamOpen(byte[] in, int from, int to);

    /** False: the rest of these bytes is not to be read. */
    boolean onStanza(byte[] in, int from, int to);

    void onStreamClose();
  }

  /** More than any server's own limit: what does not end by then never will. */
  public static final int MAX_STANZA_BYTES = 8 << 20;

  private static final int INCOMPLETE = 0;
  private static final int MALFORMED = -1;
  private static final byte[] CDATA_START = ascii("<![CDATA[");
  private static final byte[] CDATA_END = ascii("]]>");
  private static final byte[] PI_END = ascii("?>");

  private String garbage;

  /** What the server sent that is no XMPP, or null. */
  public String garbage() {
    return garbage;
  }

  /** Reads {@code in[from, to)}; index behind the last whole element. */
  public int read(final byte[] in, final int from, final int to, final Sink sink) {
    int at = from;
    while (garbage == null) {
      at = skipSpace(in, at, to);
      if (at >= to) {
        return to;
      }
      final int end = in[at] == '<' ? topElement(in, at, to, sink) : MALFORMED;
      if (end == MALFORMED || end == INCOMPLETE && to - at > MAX_STANZA_BYTES) {
        garbage = excerpt(in, at, to);
        return at;
      }
      if (end == INCOMPLETE) {
        return at;
      }
      if (end < 0) { // the sink wants no more: -end is behind the element
        return -end;
      }
      at = end;
    }
    return at;
  }

  private static int topElement(final byte[] in, final int at, final int to, final Sink sink) {
    if (at + 1 >= to) {
      return INCOMPLETE;
    }
    switch (in[at + 1]) {
      case '?':
        return find(in, at, to, PI_END);
      case '!':
        return MALFORMED; // RFC 6120 §11.1: no comments, no DTD
      case '/':
        final int close = tagEnd(in, at + 1, to);
        if (close > 0) {
          if (!isStreamName(in, at + 2, close)) {
            return MALFORMED;
          }
          sink.onStreamClose();
        }
        return close;
      default:
        final int tag = tagEnd(in, at + 1, to);
        if (tag <= 0) {
          return tag;
        }
        if (in[tag - 2] != '/' && isStreamName(in, at + 1, tag)) {
          sink.onStreamOpen(in, at, tag);
          return tag;
        }
        final int end = in[tag - 2] == '/' ? tag : elementEnd(in, at, tag, to);
        return end <= 0 || sink.onStanza(in, at, end) ? end : -end;
    }
  }

  private static boolean isStreamName(final byte[] in, final int from, final int to) {
    final int end = nameEnd(in, from, to);
    return end - from >= 8
        && in[end - 7] == ':'
        && in[end - 6] == 's'
        && in[end - 5] == 't'
        && in[end - 4] == 'r'
        && in[end - 1] == 'm';
  }

  static int nameEnd(final byte[] in, final int from, final int to) {
    int at = from;
    while (at < to && in[at] != ' ' && in[at] != '>' && in[at] != '/' && in[at] > ' ') {
      at++;
    }
    return at;
  }

  /** Index behind the end tag of the element whose start tag is {@code in[start, from)}. */
  private static int elementEnd(final byte[] in, final int start, final int from, final int to) {
    int depth = 1;
    int at = from;
    while (true) {
      while (at < to && in[at] != '<') {
        at++;
      }
      if (at + 1 >= to) {
        return INCOMPLETE;
      }
      final byte next = in[at + 1];
      final int end = next == '!' || next == '?' ? special(in, at, to) : tagEnd(in, at + 1, to);
      if (end <= 0) {
        return end;
      }
      if (next == '/') {
        if (--depth == 0) {
          return endsSame(in, start, at) ? end : MALFORMED;
        }
      } else if (next != '!' && next != '?' && in[end - 2] != '/') {
        depth++;
      }
      at = end;
    }
  }

  private static boolean endsSame(final byte[] in, final int start, final int endTag) {
    for (int i = 1; ; i++) {
      final byte c = in[start + i];
      final byte d = in[endTag + 1 + i];
      if (c == ' ' || c == '>' || c < ' ' && c >= 0) {
        return d == '>' || d == ' ' || d < ' ' && d >= 0;
      }
      if (c != d) {
        return false;
      }
    }
  }

  /** Behind a CDATA section; comments and instructions do not belong into XMPP. */
  private static int special(final byte[] in, final int at, final int to) {
    final int compared = Math.min(CDATA_START.length, to - at);
    for (int i = 0; i < compared; i++) {
      if (in[at + i] != CDATA_START[i]) {
        return MALFORMED;
      }
    }
    return compared < CDATA_START.length ? INCOMPLETE : find(in, at, to, CDATA_END);
  }

  /** Behind the {@code >} of the tag whose name begins at {@code from}. */
  private static int tagEnd(final byte[] in, final int from, final int to) {
    byte quote = 0;
    for (int at = from; at < to; at++) {
      final byte c = in[at];
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        }
      } else if (c == '>') {
        return at == from ? MALFORMED : at + 1;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        return MALFORMED;
      }
    }
    return INCOMPLETE;
  }

  private static int find(final byte[] in, final int from, final int to, final byte[] what) {
    final int at = Stanza.indexOf(in, from, to, what);
    return at < 0 ? INCOMPLETE : at + what.length;
  }

  private static int skipSpace(final byte[] in, final int from, final int to) {
    int at = from;
    while (at < to && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static String excerpt(final byte[] in, final int at, final int to) {
    final int length = Math.min(to - at, 60);
    return "not XMPP: "
        + new String(in, at, length, StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
