// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

/**
 * Finds where an element on level 1 of a stream ends.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class Elements {
  private Elements() {}

  /** Its bytes with white space before it; 0 while it has not all come. */
  static int length(final byte[] bytes, final int start, final int end) {
    int depth = 0;
    int at = start;
    while (at < end) {
      if (bytes[at] != '<') {
        at++;
        continue;
      }
      final int close = tagEnd(bytes, at, end);
      if (close < 0 || at + 1 >= end) {
        return 0;
      }
      depth += change(bytes, at, close);
      at = close + 1;
      if (depth <= 0 || isHeader(bytes, start, close)) {
        return at - start;
      }
    }
    return 0;
  }

  /** The stream's own start tag is passed over without its end. */
  private static boolean isHeader(final byte[] bytes, final int start, final int close) {
    int at = start;
    while (at < close && bytes[at] != '<') {
      at++;
    }
    final String header = "<stream:stream";
    for (int i = 0; i < header.length(); i++) {
      if (at + i > close || bytes[at + i] != header.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int change(final byte[] bytes, final int open, final int close) {
    if (bytes[open + 1] == '/') {
      return -1;
    }
    return bytes[close - 1] == '/' || bytes[open + 1] == '?' ? 0 : 1;
  }

  private static int tagEnd(final byte[] bytes, final int start, final int end) {
    byte quote = 0;
    for (int i = start; i < end; i++) {
      final byte c = bytes[i];
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '>') {
        return i;
      }
    }
    return -1;
  }
}
