// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {
  static byte[] address(final String literal) throws UnknownHostException {
    return InetAddress.ofLiteral(literal).getAddress();
  }

  @ParameterizedTest
  @CsvSource({
    "10.20.0.0/16, 10.20.255.1, true",
    "10.20.0.0/16, 10.21.0.1, false",
    "10.20.0.0/12, 10.31.9.9, true",
    "10.20.0.0/12, 10.32.0.0, false",
    "0.0.0.0/0, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "::1, ::1, true",
    "fd00::/8, fdff::9, true",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "2001:db8:0:0:1:2:3:4, 2001:db8::1:2:3:4, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 192.0.2.7, false",
  })
  void shouldContainWhatSharesItsPrefix(
      final String network, final String literal, final boolean contained)
      throws UnknownHostException {
    assertEquals(contained, Network.parse(network).contains(address(literal)));
  }

  @Test
  void shouldSeeAnIpv4ClientBehindAnIpv6Socket() {
    final byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 10;

    assertTrue(Network.parse("10.0.0.0/8").contains(mapped));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/x",
        "1.2.3.4.5",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1/129",
        "host"
      })
  void shouldRefuseWhatIsNoNetwork(final String text) {
    assertThrows(IllegalArgumentException.class, () -> Network.parse(text));
  }

  @Test
  void shouldLetTheFirstRuleThatMatchesDecide() throws UnknownHostException {
    final AccessList list =
        AccessList.of(
            List.of(
                Map.of("address", "127.0.0.1", "policy", "allow"),
                Map.of("address", "127.0.0.0/8", "policy", "deny")));

    assertTrue(list.allows(address("127.0.0.1")));
    assertFalse(list.allows(address("127.0.0.2")));
    assertTrue(list.allows(address("192.0.2.1")));
  }

  @Test
  void shouldRefuseRulesThatAreNoRules() {
    final List<Map<String, String>> noPolicy = List.of(Map.of("address", "::1"));
    final List<Map<String, String>> noWord = List.of(Map.of("address", "::1", "policy", "perhaps"));

    assertThrows(IllegalArgumentException.class, () -> AccessList.of(noPolicy));
    assertThrows(IllegalArgumentException.class, () -> AccessList.of(noWord));
  }
}
