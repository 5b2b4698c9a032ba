// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
  @Test
  void shouldNotCareForThePort() {
    assertEquals(source("192.0.2.1", 1), source("192.0.2.1", 2));
    assertNotEquals(source("192.0.2.1", 1), source("192.0.2.2", 1));
  }

  @Test
  void shouldTakeANetworkOfIpv6ForOneSource() {
    assertEquals(source("2001:db8:0:1::1", 1), source("2001:db8:0:1:ffff::2", 1));
    assertNotEquals(source("2001:db8:0:1::1", 1), source("2001:db8:0:2::1", 1));
  }

  private static Object source(final String address, final int port) {
    return SourceAddress.of(new InetSocketAddress(address, port));
  }
}
