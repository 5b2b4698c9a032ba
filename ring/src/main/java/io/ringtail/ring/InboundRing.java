// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ring of preallocated slots between the I/O loops and the stages.
 *
 * <pre>
 *   0 ─────────────── ½ ─────── ¾ ───── capacity
 *   │   reads go on   │  resume │ stop  │
 *   │   tryClaim ────────────► refused  │
 *   │   tryClaimInternal ─────────────► refused
 * </pre>
 *
 * <p>Owner: each I/O loop claims through its own {@link RingProducer}; the gauges are for any
 * thread. Allocates: at start.
 *
 * @param <S> the slot
 */
public final class InboundRing<S> {
  private final RingBuffer<S> slots;
  private final List<RingProducer<S>> producers = new ArrayList<>();
  private final Doorbell doorbell = new Doorbell();
  private final int readMark;
  private final int resumeMark;
  private volatile boolean open = true;
  private boolean oneThread;

  /**
   * @param capacity a power of two, at least 8 and four times the producers
   * @param producerCount how many I/O loops claim; 1 makes a single-producer ring
   */
  public InboundRing(
      final Supplier<S> slotFactory,
      final int capacity,
      final int producerCount,
      final Counters counters) {
    requireCapacity(capacity, producerCount);
    // The stages are polled, nobody waits inside the Disruptor: the spinning strategy signals
    // nothing.
    final BusySpinWaitStrategy nobodyWaits = new BusySpinWaitStrategy();
    this.slots =
        producerCount == 1
            ? RingBuffer.createSingleProducer(slotFactory::get, capacity, nobodyWaits)
            : RingBuffer.createMultiProducer(slotFactory::get, capacity, nobodyWaits);
    // Each producer leaves one slot per producer free (see RingProducer), so n loops stop n - 1
    // early.
    this.readMark = capacity / 4 * 3 - (producerCount - 1);
    this.resumeMark = capacity / 2;
    for (int i = 0; i < producerCount; i++) {
      final Counter refused = counters.counter("ring.claims.refused." + i);
      producers.add(new RingProducer<>(this, producerCount, refused));
    }
    counters.gauge("ring.occupancy", this::occupancy);
  }

  /** The claiming side of one I/O loop; each index belongs to one thread. */
  public RingProducer<S> producer(final int index) {
    return producers.get(index);
  }

  public int producerCount() {
    return producers.size();
  }

  public S slot(final long sequence) {
    return slots.get(sequence);
  }

  public int capacity() {
    return slots.getBufferSize();
  }

  /** Slots published and not yet freed by the last stage. */
  public int occupancy() {
    // Freed before cursor: the answer may be too high for a moment, never too low.
    final long freed = slots.getMinimumGatingSequence();
    return (int) (slots.getCursor() - freed);
  }

  /** True at ¾ and above, exactly when {@code tryClaim} refuses: socket reads stop. */
  public boolean isAboveReadMark() {
    return occupancy() >= readMark;
  }

  /** True at ½ and below: stopped socket reads may go on. */
  public boolean isBelowResumeMark() {
    return occupancy() <= resumeMark;
  }

  /** From now on every claim is refused; what is claimed may still be published. */
  public void stopClaims() {
    open = false;
    VarHandle.fullFence();
  }

  boolean isOpen() {
    return open;
  }

  int reserve() {
    return capacity() / 4;
  }

  Doorbell doorbell() {
    return doorbell;
  }

  /** Room as the claiming thread sees it: never more than there is. */
  long remaining() {
    return slots.remainingCapacity();
  }

  long claim() {
    try {
      return slots.tryNext();
    } catch (final InsufficientCapacityException e) {
      // Each producer leaves one slot per producer free, so this cannot come from a correct caller.
      throw new IllegalStateException("more claiming threads than producers", e);
    }
  }

  void publish(final long sequence) {
    slots.publish(sequence);
    if (!oneThread) {
      doorbell.ring();
    }
  }

  /** The claiming loop runs the stages itself: nobody is to be woken. Before the first claim. */
  void runsOnOneThread() {
    oneThread = true;
  }

  boolean hasOneThread() {
    return oneThread;
  }

  EventPoller<S> pollerAfter(final Sequence... earlier) {
    return slots.newPoller(earlier);
  }

  void gateOn(final Sequence last) {
    slots.addGatingSequences(last);
  }

  /** The newest sequence that may have been published; exact once no claim is under way. */
  long cursor() {
    return slots.getCursor();
  }

  boolean hasClaimsUnderWay() {
    for (final RingProducer<S> producer : producers) {
      if (producer.isClaiming()) {
        return true;
      }
    }
    return false;
  }

  /** The last stage freed slots: loops that stopped reading for want of room are told. */
  void onSlotsFreed() {
    VarHandle.fullFence();
    for (int i = 0; i < producers.size(); i++) {
      producers.get(i).onSlotsFreed();
    }
  }

  private static void requireCapacity(final int capacity, final int producerCount) {
    if (producerCount < 1) {
      throw new IllegalArgumentException("at least one producer, not " + producerCount);
    }
    if (Integer.bitCount(capacity) != 1 || capacity < 8 || capacity / 4 < producerCount) {
      throw new IllegalArgumentException(
          "capacity must be a power of two, at least 8 and 4 x producers, not " + capacity);
    }
  }
}
