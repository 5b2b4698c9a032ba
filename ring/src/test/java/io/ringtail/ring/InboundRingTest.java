// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundRingTest {
  private final Fixture fixture = new Fixture();
  private final RecordingStage stage = new RecordingStage("only", 0);

  @Test
  void shouldRefuseSocketReadsAtThreeQuarters() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    assertEquals(12, fill(ring.producer(0)));
    assertTrue(ring.isAboveReadMark());
    assertEquals(12, ring.occupancy());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldBeAboveTheReadMarkExactlyWhenClaimsAreRefused(final int producers) {
    final InboundRing<TestSlot> ring = fixture.ring(16, producers);
    fixture.pipeline(ring, Threading.SHARED, List.of(stage));
    while (!ring.isAboveReadMark()) {
      assertTrue(Fixture.publish(ring.producer(0), 1));
    }
    assertFalse(Fixture.publish(ring.producer(0), 1));
    assertEquals(12 - (producers - 1), ring.occupancy());
  }

  @Test
  void shouldKeepTheLastQuarterForInternalEvents() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    final RingProducer<TestSlot> producer = ring.producer(0);
    fill(producer);
    int internal = 0;
    for (long claim = producer.tryClaimInternal();
        claim != RingProducer.REFUSED;
        claim = producer.tryClaimInternal()) {
      producer.publish(claim);
      internal++;
    }
    assertEquals(4, internal);
    assertEquals(16, ring.occupancy());
  }

  @Test
  void shouldClaimAgainWhenTheLastStageHasFreedSlots() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    fill(ring.producer(0));
    pipeline.runTurn();
    assertEquals(0, ring.occupancy());
    assertEquals(12, fill(ring.producer(0)));
  }

  @Test
  void shouldCountRefusedClaims() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    fill(ring.producer(0));
    assertEquals(1, fixture.counters.snapshot().get("ring.claims.refused.0"));
    assertEquals(12, fixture.counters.snapshot().get("ring.occupancy"));
  }

  @Test
  void shouldRefuseEveryClaimAfterStopClaims() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    ring.stopClaims();
    assertEquals(RingProducer.REFUSED, ring.producer(0).tryClaim());
    assertEquals(RingProducer.REFUSED, ring.producer(0).tryClaimInternal());
  }

  @Test
  void shouldRejectSecondClaimBeforeTheFirstIsPublished() {
    final RingProducer<TestSlot> producer = fixture.ring(16, 1).producer(0);
    producer.tryClaim();
    assertThrows(IllegalStateException.class, producer::tryClaim);
  }

  @Test
  void shouldTellOnceWhenThereIsRoomAgain() {
    final InboundRing<TestSlot> ring = fixture.ring(16, 1);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    final AtomicInteger told = new AtomicInteger();
    ring.producer(0).onRoom(told::incrementAndGet);
    fill(ring.producer(0));
    assertTrue(ring.producer(0).awaitRoom());
    assertEquals(0, told.get());
    pipeline.runTurn();
    Fixture.publish(ring.producer(0), 1);
    pipeline.runTurn();
    assertEquals(1, told.get());
  }

  @Test
  void shouldNotAwaitRoomThatIsThereAlready() {
    assertFalse(fixture.ring(16, 1).producer(0).awaitRoom());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 12})
  void shouldRejectCapacityThatIsNoPowerOfTwoOrTooSmall(final int capacity) {
    assertThrows(IllegalArgumentException.class, () -> fixture.ring(capacity, 1));
  }

  @Test
  void shouldNeverFailWhenProducersFightForTheLastSlots() throws InterruptedException {
    final int each = 3_000;
    final InboundRing<TestSlot> ring = fixture.ring(16, 3);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.SHARED, List.of(stage));
    pipeline.start();
    final Thread[] loops = new Thread[3];
    final AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < loops.length; i++) {
      final RingProducer<TestSlot> producer = ring.producer(i);
      loops[i] = Thread.ofPlatform().start(() -> done.addAndGet(claimInternally(producer, each)));
    }
    for (final Thread loop : loops) {
      loop.join();
    }
    assertTrue(pipeline.drainAndStop(Fixture.DEADLINE_NS).isComplete());
    assertEquals(3 * each, done.get());
    assertEquals(3 * each, stage.seen);
  }

  private static int claimInternally(final RingProducer<TestSlot> producer, final int count) {
    int published = 0;
    while (published < count) {
      final long claim = producer.tryClaimInternal();
      if (claim == RingProducer.REFUSED) {
        Thread.yield();
      } else {
        producer.publish(claim);
        published++;
      }
    }
    return published;
  }

  private static int fill(final RingProducer<TestSlot> producer) {
    int published = 0;
    while (Fixture.publish(producer, published)) {
      published++;
    }
    return published;
  }
}
