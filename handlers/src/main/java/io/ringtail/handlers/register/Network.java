// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import java.util.Arrays;

/**
 * A range of IP addresses, {@code 10.20.0.0/16}, {@code fd00::/8} or a single address.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
record Network(byte[] address, int prefixBits) {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int MAPPED_PREFIX = 12;

  /** Reads the notation of RFC 4632 and RFC 4291 §2.3. */
  static Network parse(final String text) {
    final int slash = text.indexOf('/');
    final byte[] address = unmapped(literal(slash < 0 ? text : text.substring(0, slash)));
    final int bits = address.length * 8;
    final int prefix = slash < 0 ? bits : number(text.substring(slash + 1), 10, text);
    if (prefix > bits) {
      throw refuse(text);
    }
    return new Network(address, prefix);
  }

  boolean contains(final byte[] other) {
    final byte[] candidate = unmapped(other);
    if (candidate.length != address.length) {
      return false;
    }
    final int whole = prefixBits / 8;
    if (!Arrays.equals(address, 0, whole, candidate, 0, whole)) {
      return false;
    }
    final int rest = prefixBits % 8;
    return rest == 0 || (address[whole] ^ candidate[whole]) >> 8 - rest == 0;
  }

  /** RFC 4291 §2.5.5.2: an IPv4 client on a socket for both families. */
  static byte[] unmapped(final byte[] bytes) {
    if (bytes.length != V6_BYTES || bytes[10] != -1 || bytes[11] != -1) {
      return bytes;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return bytes;
      }
    }
    return Arrays.copyOfRange(bytes, MAPPED_PREFIX, V6_BYTES);
  }

  private static byte[] literal(final String text) {
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  private static byte[] v4(final String text) {
    final String[] parts = text.split("\\.", -1);
    if (parts.length != V4_BYTES) {
      throw refuse(text);
    }
    final byte[] bytes = new byte[V4_BYTES];
    for (int i = 0; i < V4_BYTES; i++) {
      final int value = number(parts[i], 10, text);
      if (value > 255) {
        throw refuse(text);
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static byte[] v6(final String text) {
    final int gap = text.indexOf("::");
    if (gap < 0) {
      final byte[] all = groups(text, text);
      if (all.length != V6_BYTES) {
        throw refuse(text);
      }
      return all;
    }
    final byte[] head = groups(text.substring(0, gap), text);
    final byte[] tail = groups(text.substring(gap + 2), text);
    if (head.length + tail.length > V6_BYTES - 2) {
      throw refuse(text);
    }
    final byte[] bytes = Arrays.copyOf(head, V6_BYTES);
    System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
    return bytes;
  }

  private static byte[] groups(final String text, final String whole) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    final String[] parts = text.split(":", -1);
    final byte[] bytes = new byte[parts.length * 2];
    for (int i = 0; i < parts.length; i++) {
      final int value = number(parts[i], 16, whole);
      if (value > 0xFFFF) {
        throw refuse(whole);
      }
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    return bytes;
  }

  private static int number(final String digits, final int radix, final String whole) {
    if (digits.isEmpty() || digits.length() > 4) {
      throw refuse(whole);
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      final int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        throw refuse(whole);
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static IllegalArgumentException refuse(final String text) {
    return new IllegalArgumentException("'" + text + "' is no IP address or network");
  }
}
