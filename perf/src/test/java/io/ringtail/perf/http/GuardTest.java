// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");

  private final Guard guard = new Guard("operator", "sesame");

  private static String basic(final String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private Guard.Verdict ask(final String authorization, final long nowNs) {
    return guard.check(authorization, "node.example", HERE, nowNs);
  }

  @Test
  void shouldLetTheRightPasswordPass() {
    assertEquals(Guard.Verdict.PASS, ask(basic("operator:sesame"), 0));
    assertEquals(Guard.Verdict.UNAUTHORIZED, ask(basic("operator:sesam"), 0));
    assertEquals(Guard.Verdict.UNAUTHORIZED, ask(basic("root:sesame"), 0));
  }

  @Test
  void shouldNotCountABrowsersFirstQuestionAsAGuess() {
    for (int i = 0; i < Guard.MAX_WRONG * 2; i++) {
      assertEquals(Guard.Verdict.UNAUTHORIZED, ask(null, 0));
    }
    assertEquals(Guard.Verdict.PASS, ask(basic("operator:sesame"), 0));
  }

  @Test
  void shouldForgiveAfterAMinute() {
    for (int i = 0; i < Guard.MAX_WRONG; i++) {
      ask(basic("operator:" + i), 0);
    }
    assertEquals(Guard.Verdict.TOO_MANY, ask(basic("operator:sesame"), Guard.FORGIVEN_AFTER_NS));
    assertEquals(Guard.Verdict.PASS, ask(basic("operator:sesame"), Guard.FORGIVEN_AFTER_NS + 1));
  }

  @Test
  void shouldRememberABoundedNumberOfAddresses() {
    for (int i = 0; i < 100_000; i++) {
      final InetAddress from =
          InetAddress.ofLiteral("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
      guard.check(basic("operator:guess"), "node.example", from, 0);
    }
    assertEquals(Guard.MAX_ADDRESSES, guard.remembered());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, PASS",
    "LOCALHOST:9091, PASS",
    "127.0.0.1:9091, PASS",
    "[::1]:9091, PASS",
    "evil.example, MISDIRECTED",
    "localhost.evil.example:9091, MISDIRECTED",
    "127.0.0.1.evil.example, MISDIRECTED",
    ", MISDIRECTED"
  })
  void shouldKnowItsNamesWhereThereIsNoPassword(final String host, final Guard.Verdict verdict) {
    assertEquals(verdict, new Guard("operator", "").check(null, host, HERE, 0));
  }
}
