// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Where a connection comes from, as far as fairness goes: an IPv4 address, or the network of an
 * IPv6 address (RFC 4291 §2.5.4: whoever has one address of 64 bits' prefix has all of them).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class SourceAddress {
  private static final int PREFIX_BYTES = 8;
  private static final long NOWHERE = -1;

  private SourceAddress() {}

  /** Equal for the same source. */
  public static Object of(final SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress inet) || inet.isUnresolved()) {
      return NOWHERE;
    }
    final byte[] bytes = inet.getAddress().getAddress();
    long value = 0;
    for (int i = 0; i < Math.min(PREFIX_BYTES, bytes.length); i++) {
      value = value << Byte.SIZE | bytes[i] & 0xFF;
    }
    return value;
  }
}
