// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PooledBytesTest {
  private final PooledBytes pool = new PooledBytes(1000, 4096, 2);

  @Test
  void shouldGiveTheSmallestSizeThatFits() {
    assertEquals(1024, pool.tryAcquire(10).length);
    assertEquals(1024, pool.tryAcquire(1024).length);
    assertEquals(2048, pool.tryAcquire(1025).length);
  }

  @Test
  void shouldGiveTheSameArrayAgain() {
    final byte[] bytes = pool.tryAcquire(1500);
    pool.release(bytes);
    assertSame(bytes, pool.tryAcquire(1500));
    assertEquals(1, pool.made());
  }

  @Test
  void shouldFallBackToLongerArraysThenToNull() {
    assertEquals(2048, pool.tryAcquire(2000).length);
    assertEquals(2048, pool.tryAcquire(2000).length);
    assertEquals(4096, pool.tryAcquire(2000).length);
    assertEquals(4096, pool.tryAcquire(2000).length);
    assertNull(pool.tryAcquire(2000));
    assertNotNull(pool.tryAcquire(1000));
  }

  @Test
  void shouldGiveNothingLongerThanItsLargest() {
    assertEquals(4096, pool.largestBytes());
    assertNull(pool.tryAcquire(4097));
    assertNull(pool.tryAcquire(Integer.MAX_VALUE));
  }

  @Test
  void shouldRefuseArraysOfOthers() {
    assertThrows(IllegalArgumentException.class, () -> pool.release(new byte[1500]));
    assertThrows(IllegalArgumentException.class, () -> pool.release(new byte[512]));
    assertThrows(IllegalArgumentException.class, () -> pool.release(new byte[8192]));
  }

  @Test
  void shouldNeverGiveOneArrayToTwoThreads() throws InterruptedException {
    final PooledBytes small = new PooledBytes(16, 16, 2);
    final AtomicInteger clashes = new AtomicInteger();
    final Thread[] users = new Thread[3];
    for (int i = 0; i < users.length; i++) {
      final byte mark = (byte) (i + 1);
      users[i] = Thread.ofPlatform().start(() -> use(small, mark, clashes));
    }
    for (final Thread user : users) {
      user.join();
    }
    assertEquals(0, clashes.get());
    assertTrue(small.made() <= 2);
  }

  private static void use(final PooledBytes pool, final byte mark, final AtomicInteger clashes) {
    for (int i = 0; i < 50_000; i++) {
      final byte[] bytes = pool.tryAcquire(16);
      if (bytes != null) {
        bytes[0] = mark;
        bytes[15] = mark;
        if (bytes[0] != mark || bytes[15] != mark) {
          clashes.incrementAndGet();
        }
        pool.release(bytes);
      }
    }
  }
}
