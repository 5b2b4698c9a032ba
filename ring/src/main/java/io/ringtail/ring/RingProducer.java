// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.invoke.VarHandle;

/**
 * One I/O loop's way into the ring: claims, fills and publishes slots, never waiting.
 *
 * <p>One claim at a time: a claimed slot is published before the next is claimed, whatever happens
 * in between (a Disruptor with a single producer would otherwise show the stages a half-filled
 * slot). The padded value is 1 from claim to publish, so that an orderly stop can tell a loop in
 * the middle of a claim from one that will claim no more.
 *
 * <p>Owner: one I/O loop. Allocates: never.
 *
 * @param <S> the slot
 */
public final class RingProducer<S> extends PaddedLong {
  /** Told, on the last stage's thread, that stopped reads may go on; must only submit a task. */
  @FunctionalInterface
  public interface RoomListener {
    void onRoom();
  }

  /** Returned by the claims when there is no room, or no more claims are taken. */
  public static final long REFUSED = -1;

  private static final long IDLE = 0;
  private static final long CLAIMING = 1;

  private static final class Flag extends PaddedLong {}

  private final InboundRing<S> ring;
  private final int readLimit;
  private final int internalLimit;
  private final Counter refused;
  private final Flag wantsRoom = new Flag();
  private volatile RoomListener roomListener = () -> {};

  RingProducer(final InboundRing<S> ring, final int producerCount, final Counter refused) {
    this.ring = ring;
    // Every producer may be between its look at the room and its claim, so each leaves one slot per
    // producer: then a claim after the look always succeeds.
    this.internalLimit = producerCount;
    this.readLimit = ring.reserve() + producerCount;
    this.refused = refused;
  }

  /** Claims a slot for what was read from a socket; refused above the read mark. */
  public long tryClaim() {
    return claimLeaving(readLimit);
  }

  /** Claims a slot for an internal event (an answer, a timer, a close), up to the full ring. */
  public long tryClaimInternal() {
    return claimLeaving(internalLimit);
  }

  public S slot(final long sequence) {
    return ring.slot(sequence);
  }

  /** Publishes the claimed slot: the stages may see it from now on. */
  public void publish(final long sequence) {
    ring.publish(sequence);
    setRelease(IDLE);
  }

  public boolean isAboveReadMark() {
    return ring.isAboveReadMark();
  }

  /** Sets who is told when there is room again; once, at start. */
  public void onRoom(final RoomListener listener) {
    roomListener = listener;
  }

  /**
   * Asks to be told once, by the {@link RoomListener}, when the ring is at most half full; false
   * when it is already, and then nobody will be told: go on reading.
   */
  public boolean awaitRoom() {
    wantsRoom.setVolatile(1);
    VarHandle.fullFence();
    return !(ring.isBelowResumeMark() && wantsRoom.swap(0) == 1);
  }

  boolean isClaiming() {
    return getVolatile() == CLAIMING;
  }

  void onSlotsFreed() {
    if (wantsRoom.getAcquire() == 1 && ring.isBelowResumeMark() && wantsRoom.swap(0) == 1) {
      roomListener.onRoom();
    }
  }

  private long claimLeaving(final int limit) {
    if (getPlain() == CLAIMING) {
      throw new IllegalStateException("claimed twice without publishing");
    }
    mark();
    if (!ring.isOpen() || ring.remaining() < limit) {
      setRelease(IDLE);
      refused.increment();
      return REFUSED;
    }
    return ring.claim();
  }

  /**
   * Marked before looking whether the ring is open, both in the one total order of volatile
   * accesses: {@link InboundRing#stopClaims} and this cannot miss each other. Inline they are one
   * thread's, and the wait for its cold stores to drain would cost as much as the routing look-up.
   */
  private void mark() {
    if (ring.hasOneThread()) {
      setRelease(CLAIMING);
    } else {
      setVolatile(CLAIMING);
    }
  }
}
