// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.StoreException.Reason;
import io.ringtail.ring.Threading;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.TestNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoopWorkTest {
  private TestNode node;
  private BoundedWork threads;

  @AfterEach
  void stop() throws InterruptedException {
    threads.stop(5_000);
    node.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
  void shouldAnswerEveryCallOnTheRing(final Threading mode) throws Exception {
    final LoopWork work = start(mode, 8, 10_000);
    final int calls = 5_000;
    final AtomicInteger sum = new AtomicInteger();
    final CountDownLatch left = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      assertTrue(
          work.submit(
              SessionHandle.NONE,
              () -> 1,
              (value, failure, out) -> {
                sum.addAndGet(value);
                left.countDown();
              }));
    }
    assertTrue(left.await(20, TimeUnit.SECONDS));
    assertEquals(calls, sum.get());
  }

  @Test
  void shouldPassAStoreFailureOn() throws Exception {
    final StoreException down = new StoreException(Reason.UNAVAILABLE, "down", null);
    assertEquals(
        down,
        failureOf(
            () -> {
              throw down;
            }));
  }

  @Test
  void shouldTurnAnyOtherFaultIntoARefusalAndRecordIt() throws Exception {
    final StoreException failure =
        failureOf(
            () -> {
              throw new IllegalStateException("a bug, on purpose");
            });
    assertEquals(Reason.REFUSED, failure.reason());
    assertEquals(1, node.errors().total());
  }

  @Test
  void shouldRefuseWhatIsTooMuch() throws Exception {
    final LoopWork work = start(Threading.INLINE, 1, 2);
    final CompletableFuture<Integer> gate = new CompletableFuture<>();
    final CountDownLatch answered = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      assertTrue(
          work.submit(
              SessionHandle.NONE, gate::join, (value, failure, out) -> answered.countDown()));
    }
    assertFalse(work.submit(SessionHandle.NONE, () -> 3, (value, failure, out) -> {}));
    gate.complete(1);
    assertTrue(answered.await(10, TimeUnit.SECONDS));
    assertNotEquals(0, node.loops().all().length);
  }

  @Test
  void shouldCarryCommandsToTheRouter() throws Exception {
    start(Threading.SHARED, 1, 1);
    assertTrue(node.loops().command((view, out) -> {}));
    node.awaitLog("COMMAND");
  }

  private StoreException failureOf(final io.ringtail.handlers.port.Blocking.Call<String> call)
      throws Exception {
    final LoopWork work = start(Threading.INLINE, 2, 10);
    final CompletableFuture<StoreException> failed = new CompletableFuture<>();
    work.submit(SessionHandle.NONE, call, (value, failure, out) -> failed.complete(failure));
    return failed.get(10, TimeUnit.SECONDS);
  }

  private LoopWork start(final Threading mode, final int running, final int accepted)
      throws InterruptedException {
    node =
        new TestNode(
            TestNode.Plan.plain().with(mode, 1),
            new FixedCredentials("user", "pencil", new byte[16]));
    threads = new BoundedWork("calls", running, accepted);
    return new LoopWork(node.loops().all(), threads, node.errors());
  }
}
