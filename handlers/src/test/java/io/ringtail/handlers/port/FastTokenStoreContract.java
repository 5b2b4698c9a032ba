// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import static io.ringtail.handlers.port.StoresUnderTest.jid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastToken;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a {@link FastTokenStore} does.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface FastTokenStoreContract extends StoresUnderTest {
  String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  String TABLET = "00000000-4d72-4749-b3d3-740edbf87770";

  private static FastToken token(final int seed, final long expiresAtMs) {
    return new FastToken(
        FastMechanism.END_POINT,
        new byte[] {(byte) seed},
        new byte[] {0, (byte) seed},
        expiresAtMs);
  }

  private FastTokenStore tokens() {
    return stores().fastTokens();
  }

  @Test
  default void shouldKeepBothTokensOfEachClient() {
    final long account = accountOf("both@fast.example");
    tokens().store(PHONE, new DeviceTokens(account, token(1, 5_000), token(2, 9_000)));
    tokens().store(TABLET, new DeviceTokens(account, null, token(3, 7_000)));

    final DeviceTokens phone = tokens().load(account, PHONE).orElseThrow();
    assertEquals(FastMechanism.END_POINT, phone.current().mechanism());
    assertArrayEquals(new byte[] {1}, phone.current().salt());
    assertArrayEquals(new byte[] {0, 2}, phone.fresh().hash());
    assertEquals(9_000, phone.fresh().expiresAtMs());
    assertNull(tokens().load(account, TABLET).orElseThrow().current());
  }

  @Test
  default void shouldKeepWhatEachTokenHasCounted() {
    final long account = accountOf("counted@fast.example");
    final FastToken used = token(1, 1L << 41).counted(Integer.MAX_VALUE);
    tokens().store(PHONE, new DeviceTokens(account, used, token(2, 1L << 42)));

    final DeviceTokens phone = tokens().load(account, PHONE).orElseThrow();
    assertEquals(Integer.MAX_VALUE, phone.current().count());
    assertEquals(FastToken.UNCOUNTED, phone.fresh().count());
    final Map<String, DeviceTokens> found = all(1L << 40);
    assertEquals(Integer.MAX_VALUE, found.get("counted@fast.example " + PHONE).current().count());
  }

  private Map<String, DeviceTokens> all(final long nowMs) {
    final Map<String, DeviceTokens> found = new HashMap<>();
    tokens()
        .forEach(
            nowMs,
            100,
            (bareJid, agent, tokens) -> {
              found.put(bareJid + ' ' + agent, tokens);
              return true;
            });
    return found;
  }

  @Test
  default void shouldForgetAClientWithoutTokens() {
    final long account = accountOf("none@fast.example");
    tokens().store(PHONE, new DeviceTokens(account, token(1, 5_000), null));
    tokens().store(PHONE, new DeviceTokens(account, null, null));
    assertTrue(tokens().load(account, PHONE).isEmpty());
  }

  @Test
  default void shouldRevokeTokensWithThePassword() {
    final long account = accountOf("revoked@fast.example");
    tokens().store(PHONE, new DeviceTokens(account, token(1, 5_000), token(2, 9_000)));
    stores()
        .accounts()
        .changePassword(jid("revoked@fast.example"), new StoredPassword.Plain("another"));
    assertTrue(tokens().load(account, PHONE).isEmpty());
  }

  @Test
  default void shouldTakeNoTokenOfARemovedAccount() {
    final long account = accountOf("removed@fast.example");
    tokens().store(PHONE, new DeviceTokens(account, token(1, 5_000), null));
    stores().accounts().remove(jid("removed@fast.example"));
    assertTrue(tokens().load(account, PHONE).isEmpty());
    tokens().store(PHONE, new DeviceTokens(account, token(1, 5_000), null));
    assertTrue(tokens().load(account, PHONE).isEmpty());
  }

  @Test
  default void shouldHandOnWhatHasNotExpired() {
    final long account = accountOf("each@fast.example");
    final long expired = accountOf("expired@fast.example");
    tokens().store(PHONE, new DeviceTokens(account, token(1, 1L << 41), token(2, 1L << 42)));
    tokens().store(PHONE, new DeviceTokens(expired, token(1, 1), null));
    final Map<String, DeviceTokens> found = all(1L << 40);
    final DeviceTokens phone = found.get("each@fast.example " + PHONE);
    assertEquals(1L << 41, phone.current().expiresAtMs());
    assertEquals(account, phone.account());
    assertFalse(found.containsKey("expired@fast.example " + PHONE));
    assertTrue(tokens().load(expired, PHONE).isEmpty());
  }

  @Test
  default void shouldStopHandingOnWhenTold() {
    for (int i = 0; i < 3; i++) {
      final long account = accountOf("stop" + i + "@fast.example");
      tokens().store(PHONE, new DeviceTokens(account, token(1, 1L << 42), null));
    }
    final int[] calls = {0};
    tokens().forEach(1, 100, (bareJid, agent, tokens) -> ++calls[0] < 2);
    assertEquals(2, calls[0]);
  }
}
