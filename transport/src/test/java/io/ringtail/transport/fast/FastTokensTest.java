// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastToken;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.parser.Jid;
import io.ringtail.transport.fast.FastTokens.Device;
import io.ringtail.transport.fast.FastTokens.Given;
import io.ringtail.transport.fast.FastTokens.Proof;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FastTokensTest {
  private static final Device PHONE = new Device(Jid.parse("user@example.org"), "phone");
  private static final byte[] UNBOUND = {};

  private final Stores stores = MemoryStores.create();
  private final FastTokens tokens = new FastTokens(stores, new byte[32], new Random(1), 10);
  private final long account =
      stores
          .accounts()
          .create(PHONE.account(), new StoredPassword.Plain("pencil"))
          .orElseThrow()
          .number();
  private FastTokens raced;

  @Test
  void shouldGiveNoTokenToWhoseAuthenticationBeganBeforeTheRevocation() {
    final long began = tokens.moment();
    tokens.revoke(PHONE.account());
    tokens.forget(PHONE.account());

    assertNull(issue(began));
    assertTrue(stores.fastTokens().load(account, PHONE.userAgentId()).isEmpty());
    assertNotNull(issue(tokens.moment()));
  }

  @Test
  void shouldNotReviveATokenThatIsRevokedWhileItIsUsedForTheFirstTime() throws Exception {
    issue(tokens.moment()); // in use until the next one is
    final Given given = issue(tokens.moment());
    raced = new FastTokens(revokedInBetween(), new byte[32], new Random(1), 10);

    assertNull(raced.check(PHONE, proof(given.token())));
    assertTrue(stores.fastTokens().load(account, PHONE.userAgentId()).isEmpty());
  }

  @Test
  void shouldTakeACountOnceThoughItComesTwiceAtTheSameTime() throws Exception {
    final String token = issue(tokens.moment()).token();
    final CyclicBarrier together = new CyclicBarrier(4);
    final Callable<Boolean> use =
        () -> {
          together.await();
          return tokens.check(PHONE, proof(token, 1)) != null;
        };
    long taken = 0;
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (final Future<Boolean> each : clients.invokeAll(Collections.nCopies(4, use))) {
        taken += each.get() ? 1 : 0;
      }
    }
    assertEquals(1, taken);
  }

  /** As a password change does it, from its beginning to its end. */
  private void revoke() {
    raced.revoke(PHONE.account());
    stores.accounts().changePassword(PHONE.account(), new StoredPassword.Plain("pen"));
    raced.forget(PHONE.account());
  }

  private Stores revokedInBetween() {
    final DisturbedTokens disturbed = new DisturbedTokens(stores.fastTokens());
    disturbed.beforeNextWrite(this::revoke);
    return disturbed.in(stores);
  }

  private Given issue(final long since) {
    return tokens.issue(PHONE, account, FastMechanism.NONE, Long.MAX_VALUE, since);
  }

  private static Proof proof(final String token) {
    return proof(token, FastToken.UNCOUNTED);
  }

  private static Proof proof(final String token, final int count) {
    return new Proof(
        FastMechanism.NONE, TokenMath.proof(token, "Initiator", UNBOUND), UNBOUND, count);
  }
}
