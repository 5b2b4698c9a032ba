// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import java.net.InetAddress;

/**
 * Tells addresses from names without asking anybody.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class IpAddress {
  private IpAddress() {}

  public static boolean isLiteral(final String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (final IllegalArgumentException notLiteral) {
      return false;
    }
  }
}
