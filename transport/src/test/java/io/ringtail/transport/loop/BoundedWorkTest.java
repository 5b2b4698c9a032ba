// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What runs, what waits and what is refused.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class BoundedWorkTest {
  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private BoundedWork work;

  @AfterEach
  void stop() throws InterruptedException {
    gate.complete(null);
    assertTrue(work.stop(10_000));
  }

  @Test
  void shouldComputeOnThreadsTheKernelSees() throws Exception {
    work = BoundedWork.computing("sums", 1, 1);
    final CompletableFuture<Boolean> virtual = new CompletableFuture<>();

    assertTrue(work.tryRun(() -> virtual.complete(Thread.currentThread().isVirtual())));

    assertFalse(virtual.get(10, TimeUnit.SECONDS));
  }

  @Test
  void shouldWaitOnVirtualThreads() throws Exception {
    work = new BoundedWork("answers", 1, 1);
    final CompletableFuture<Boolean> virtual = new CompletableFuture<>();

    assertTrue(work.tryRun(() -> virtual.complete(Thread.currentThread().isVirtual())));

    assertTrue(virtual.get(10, TimeUnit.SECONDS));
  }

  @Test
  void shouldRefuseMoreThanItMayHold() {
    work = BoundedWork.computing("sums", 1, 2);

    assertTrue(work.tryRun(gate::join));
    assertTrue(work.tryRun(gate::join));
    assertFalse(work.tryRun(() -> {}));

    assertEquals(2, work.underWay());
    assertEquals(2, work.total());
  }

  @Test
  void shouldGoOnAfterAFault() throws Exception {
    work = BoundedWork.computing("sums", 1, 2);
    final CompletableFuture<Void> ran = new CompletableFuture<>();
    work.tryRun(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
          throw new IllegalStateException("a bug, on purpose");
        });

    assertTrue(work.tryRun(() -> ran.complete(null)));

    ran.get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldRefuseOnceItIsStopped() throws Exception {
    work = BoundedWork.computing("sums", 1, 1);
    assertTrue(work.stop(10_000));

    assertFalse(work.tryRun(() -> {}));
    assertEquals(0, work.underWay());
  }
}
