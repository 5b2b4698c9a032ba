// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static io.ringtail.handlers.register.NetworkTest.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RegistrationRateTest {
  private final RegistrationRate rate = new RegistrationRate(600_000, 3);

  @Test
  void shouldLetAnAddressRegisterOncePerInterval() throws UnknownHostException {
    assertTrue(rate.tryAcquire(address("192.0.2.1"), 0));
    assertFalse(rate.tryAcquire(address("192.0.2.1"), 599_999));
    assertTrue(rate.tryAcquire(address("192.0.2.1"), 600_000));
  }

  @Test
  void shouldNotLetAnIpv6ClientWalkThroughItsOwnNetwork() throws UnknownHostException {
    assertTrue(rate.tryAcquire(address("2001:db8::1"), 0));
    assertFalse(rate.tryAcquire(address("2001:db8::2"), 0));
    assertTrue(rate.tryAcquire(address("2001:db8:0:1::2"), 0));
  }

  @Test
  void shouldForgetATurnThatCameToNothing() throws UnknownHostException {
    assertTrue(rate.tryAcquire(address("192.0.2.1"), 0));
    rate.release(address("192.0.2.1"));

    assertTrue(rate.tryAcquire(address("192.0.2.1"), 1));
  }

  @Test
  void shouldRememberNoMoreAddressesThanItMay() throws UnknownHostException {
    for (int i = 1; i <= 3; i++) {
      assertTrue(rate.tryAcquire(address("192.0.2." + i), 0));
    }
    assertFalse(rate.tryAcquire(address("192.0.2.4"), 0));
    assertTrue(rate.tryAcquire(address("192.0.2.4"), 600_000));
  }

  @Test
  void shouldNotLimitWhenTheIntervalIsZero() throws UnknownHostException {
    final RegistrationRate unlimited = new RegistrationRate(0, 1);

    assertTrue(unlimited.tryAcquire(address("192.0.2.1"), 0));
    assertTrue(unlimited.tryAcquire(address("192.0.2.1"), 0));
  }

  @Test
  void shouldGiveTheTurnToOneOfManyAtOnce() throws Exception {
    final byte[] address = address("192.0.2.1");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      final List<Future<Boolean>> turns =
          IntStream.range(0, 50)
              .mapToObj(i -> threads.submit(() -> rate.tryAcquire(address, 0)))
              .toList();
      assertEquals(1, turns.stream().filter(RegistrationRateTest::isTaken).count());
    }
  }

  private static boolean isTaken(final Future<Boolean> turn) {
    try {
      return turn.get();
    } catch (final InterruptedException | ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }
}
