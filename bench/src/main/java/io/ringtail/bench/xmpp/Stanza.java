// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.nio.charset.StandardCharsets;

/**
 * A typed look at the bytes of one received stanza; valid only inside the call that hands it out.
 *
 * <p>Owner: the session's loop. Allocates: never, but for the methods that return a String.
 */
public final class Stanza {
  private static final byte[] NOTHING = {};
  private static final byte[] TYPE = ascii("type");

  private byte[] in = NOTHING;
  private int from;
  private int to;
  private int tagEnd;

  public Stanza wrap(final byte[] bytes, final int start, final int end) {
    in = bytes;
    from = start;
    to = end;
    int at = start;
    byte quote = 0;
    for (; at < end; at++) {
      final byte c = bytes[at];
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      }
    }
    tagEnd = at + 1;
    return this;
  }

  public byte[] bytes() {
    return in;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Whether the element's name, with its prefix if it has one, is this. */
  public boolean named(final String name) {
    final int end = from + 1 + name.length();
    if (end >= to || !matches(from + 1, name)) {
      return false;
    }
    final byte next = in[end];
    return next == ' ' || next == '>' || next == '/' || next == '\n' || next == '\t';
  }

  public boolean isMessage() {
    return in[from + 1] == 'm' && named("message");
  }

  public boolean isIq() {
    return in[from + 1] == 'i' && named("iq");
  }

  public boolean isPresence() {
    return in[from + 1] == 'p' && named("presence");
  }

  public boolean typeIs(final String value) {
    final int at = attributeAt(TYPE);
    return at > 0 && matches(at, value) && isQuote(in[at + value.length()]);
  }

  /** Start of the value of a top-level attribute, or -1. */
  public int attributeAt(final byte[] name) {
    int at = from + 1;
    while ((at = indexOf(in, at, tagEnd, name)) > 0) {
      final int quote = at + name.length + 1;
      if (in[at - 1] <= ' ' && quote < tagEnd && in[quote - 1] == '=' && isQuote(in[quote])) {
        return quote + 1;
      }
      at++;
    }
    return -1;
  }

  /** Value of a top-level attribute, or the empty text. */
  public String attribute(final String name) {
    final int at = attributeAt(ascii(name));
    if (at < 0) {
      return "";
    }
    int end = at;
    while (end < tagEnd && in[end] != in[at - 1]) {
      end++;
    }
    return unescape(new String(in, at, end - at, StandardCharsets.UTF_8));
  }

  /** Index of these bytes behind the start tag, or -1. */
  public int find(final byte[] what) {
    return indexOf(in, tagEnd, to, what);
  }

  public boolean contains(final String what) {
    return indexOf(in, from, to, ascii(what)) >= 0;
  }

  /** Text of the first element of that name, at any depth, or the empty text. */
  public String textOf(final String element) {
    final String all = toString();
    final int start = all.indexOf('<' + element);
    final int open = start < 0 ? -1 : all.indexOf('>', start);
    final int close = open < 0 ? -1 : all.indexOf("</" + element, open);
    return close < 0 ? "" : unescape(all.substring(open + 1, close));
  }

  /**
   * The condition of an error: the name of the first child of {@code <error/>} or {@code
   * <failure/>}.
   */
  public String condition() {
    final String all = toString();
    final int error =
        Math.max(all.indexOf("<error"), Math.max(all.indexOf("<failure"), all.indexOf(":error")));
    final int open = error < 0 ? -1 : all.indexOf('<', error + 1);
    if (open < 0 || open + 1 >= all.length()) {
      return "unknown error";
    }
    int end = open + 1;
    while (end < all.length() && (Character.isLetter(all.charAt(end)) || all.charAt(end) == '-')) {
      end++;
    }
    return all.substring(open + 1, end);
  }

  @Override
  public String toString() {
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean matches(final int at, final String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= to || in[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isQuote(final byte c) {
    return c == '\'' || c == '"';
  }

  static int indexOf(final byte[] in, final int from, final int to, final byte[] what) {
    final byte first = what[0];
    final int last = to - what.length;
    for (int at = from; at <= last; at++) {
      if (in[at] == first && equalsAt(in, at, what)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean equalsAt(final byte[] in, final int at, final byte[] what) {
    for (int i = 1; i < what.length; i++) {
      if (in[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }

  private static String unescape(final String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
