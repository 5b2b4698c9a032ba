// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array with the few XML-writing operations the node needs.
 *
 * <p>Owner: its holder, one thread. Allocates: only to grow; {@link #reset()} keeps the array
 * unless it grew past the retained capacity.
 */
public final class ByteWriter {
  private static final byte[] LT = ascii("&lt;");
  private static final byte[] GT = ascii("&gt;");
  private static final byte[] AMP = ascii("&amp;");
  private static final byte[] APOS = ascii("&apos;");
  private static final byte[] QUOT = ascii("&quot;");
  private static final byte[] TAB = ascii("&#9;");
  private static final byte[] LINE_FEED = ascii("&#10;");
  private static final byte[] CARRIAGE_RETURN = ascii("&#13;");

  private final int retainedCapacity;
  private byte[] bytes;
  private int length;

  public ByteWriter(final int initialCapacity) {
    this(initialCapacity, Math.max(initialCapacity, 1 << 16));
  }

  public ByteWriter(final int initialCapacity, final int retainedCapacity) {
    this.bytes = new byte[initialCapacity];
    this.retainedCapacity = retainedCapacity;
  }

  /** The array written to so far; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void reset() {
    length = 0;
    if (bytes.length > retainedCapacity) {
      bytes = new byte[retainedCapacity];
    }
  }

  /** Drops everything behind {@code newLength}. */
  public void truncate(final int newLength) {
    length = newLength;
  }

  /** Leaves room for bytes that the caller sets in {@link #array()}. */
  public ByteWriter skip(final int count) {
    ensure(count);
    length += count;
    return this;
  }

  public ByteWriter put(final byte b) {
    ensure(1);
    bytes[length++] = b;
    return this;
  }

  public ByteWriter put(final byte[] source) {
    return put(source, 0, source.length);
  }

  public ByteWriter put(final byte[] source, final int start, final int end) {
    final int count = end - start;
    ensure(count);
    System.arraycopy(source, start, bytes, length, count);
    length += count;
    return this;
  }

  /**
   * Markup written as it is: constants, already escaped text. ASCII is not re-encoded through an
   * array.
   */
  public ByteWriter raw(final String markup) {
    ensure(markup.length());
    for (int i = 0; i < markup.length(); i++) {
      final char c = markup.charAt(i);
      if (c >= 0x80) {
        return put(markup.substring(i).getBytes(StandardCharsets.UTF_8));
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /**
   * Character data or an attribute value, escaped for both; characters XML 1.0 forbids become
   * U+FFFD.
   */
  public ByteWriter escaped(final String text) {
    int i = 0;
    while (i < text.length()) {
      final int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      putEscaped(codePoint);
    }
    return this;
  }

  /**
   * An attribute value: as {@link #escaped}, with white space that a reader would turn into spaces
   * written as references (XML 1.0 §3.3.3).
   */
  public ByteWriter escapedAttribute(final String text) {
    int i = 0;
    while (i < text.length()) {
      final int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      switch (codePoint) {
        case '\t' -> put(TAB);
        case '\n' -> put(LINE_FEED);
        default -> putEscaped(codePoint);
      }
    }
    return this;
  }

  /** {@code name='value'} with a leading space; nothing at all when {@code value} is null. */
  public ByteWriter attribute(final String name, final String value) {
    if (value == null) {
      return this;
    }
    return raw(" ").raw(name).raw("='").escapedAttribute(value).raw("'");
  }

  /** A decimal number. Allocates: never. */
  public ByteWriter decimal(final long value) {
    if (value < 0) {
      put((byte) '-');
      return value == Long.MIN_VALUE ? raw("9223372036854775808") : decimal(-value);
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    ensure(digits);
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void putEscaped(final int codePoint) {
    switch (codePoint) {
      case '<' -> put(LT);
      case '>' -> put(GT);
      case '&' -> put(AMP);
      case '\'' -> put(APOS);
      case '"' -> put(QUOT);
      case '\r' -> put(CARRIAGE_RETURN); // XML 1.0 §2.11: a literal one would become a line feed
      default -> putUtf8(XmlBytes.isCharacter(codePoint) ? codePoint : 0xFFFD);
    }
  }

  private void putUtf8(final int c) {
    ensure(4);
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | c >> 6);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    } else if (c < 0x10000) {
      bytes[length++] = (byte) (0xE0 | c >> 12);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    } else {
      bytes[length++] = (byte) (0xF0 | c >> 18);
      bytes[length++] = (byte) (0x80 | c >> 12 & 0x3F);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    }
  }

  private void ensure(final int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
