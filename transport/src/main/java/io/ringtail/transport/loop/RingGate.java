// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.PooledBytes;
import io.ringtail.ring.RingProducer;
import java.util.ArrayDeque;

/**
 * The loop's way onto the ring: stanzas at once or not at all, its own events in a queue that
 * outlasts a full ring.
 *
 * <p>Owner: the loop. Allocates: per internal event; never for a stanza that was read.
 */
final class RingGate {
  // bounds memory when nobody takes what comes back; a closed session's event is never refused
  private static final int MAX_UNDELIVERED = 4096;

  private final RingProducer<NodeSlot> producer;
  private final PooledBytes bigArrays;
  private final StanzaParser parser;
  private final LoopClock clock;
  private final LoopCounters counters;
  private final PeerTable peers;
  private final LoopProbe<NodeSlot> probe;
  private final StanzaView view = new StanzaView();
  private final ArrayDeque<LoopEvent> pending = new ArrayDeque<>();
  private int undelivered;

  RingGate(
      final RingProducer<NodeSlot> producer,
      final PooledBytes bigArrays,
      final StanzaParser parser,
      final LoopClock clock,
      final LoopCounters counters,
      final PeerTable peers,
      final LoopProbe<NodeSlot> probe) {
    this.producer = producer;
    this.bigArrays = bigArrays;
    this.parser = parser;
    this.clock = clock;
    this.counters = counters;
    this.peers = peers;
    this.probe = probe;
  }

  /** Publishes a stanza that was read; false under pressure. */
  boolean stanza(final long session, final StanzaView stanza) {
    byte[] big = null;
    if (stanza.length() > NodeSlot.INLINE_BYTES) {
      big = bigArrays.tryAcquire(stanza.length());
      if (big == null) {
        return false;
      }
    }
    final long sequence = producer.tryClaim();
    if (sequence == RingProducer.REFUSED) {
      giveBack(big);
      return false;
    }
    publish(sequence, SlotKind.STANZA, session, null, stanza, big);
    counters.stanzasIn.increment();
    return true;
  }

  /** Publishes an event of a stream, as a bind request; false under pressure. */
  boolean request(final SlotKind kind, final long session, final Object attachment) {
    final long sequence = producer.tryClaim();
    if (sequence == RingProducer.REFUSED) {
      return false;
    }
    publish(sequence, kind, session, attachment, null, null);
    return true;
  }

  /** Queues an event that must reach the ring. */
  void event(final LoopEvent event) {
    pending.add(event);
  }

  /** Queues a stanza whose recipient is gone; drops it when too many wait. */
  void undelivered(final long session, final byte[] stanza) {
    if (undelivered == MAX_UNDELIVERED) {
      counters.droppedForDead.increment();
      return;
    }
    undelivered++;
    counters.undelivered.increment();
    pending.add(new LoopEvent(SlotKind.UNDELIVERED, session, null, stanza));
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  /** Publishes what is queued as far as the ring takes it. */
  void publishPending() {
    while (!pending.isEmpty() && publishEvent(pending.peek())) {
      final LoopEvent done = pending.poll();
      switch (done.kind()) {
        case UNDELIVERED -> undelivered--;
        case LEFT, CLOSED -> peers.routerTold(done.session());
        default -> {}
      }
    }
  }

  private boolean publishEvent(final LoopEvent event) {
    byte[] big = null;
    if (event.stanza() != null) {
      if (!isWorthReturning(event.stanza())) {
        counters.droppedForDead.increment();
        return true;
      }
      if (view.length() > NodeSlot.INLINE_BYTES) {
        big = bigArrays.tryAcquire(view.length());
        if (big == null) {
          return false;
        }
      }
    }
    final long sequence = producer.tryClaimInternal();
    if (sequence == RingProducer.REFUSED) {
      giveBack(big);
      return false;
    }
    final StanzaView stanza = event.stanza() == null ? null : view;
    publish(sequence, event.kind(), event.session(), event.attachment(), stanza, big);
    return true;
  }

  private boolean isWorthReturning(final byte[] stanza) {
    return parser.parse(stanza, 0, stanza.length, view) == null
        && (view.kind() == StanzaKind.MESSAGE || view.kind() == StanzaKind.IQ);
  }

  private void publish(
      final long sequence,
      final SlotKind kind,
      final long session,
      final Object attachment,
      final StanzaView stanza,
      final byte[] big) {
    try {
      final NodeSlot slot = producer.slot(sequence);
      slot.set(kind, session, clock.nowMs(), attachment);
      if (stanza != null) {
        slot.setStanza(stanza, big);
      }
      if (kind == SlotKind.STANZA) {
        probe.published(slot);
      }
    } finally {
      producer.publish(sequence); // a claim that is never published would stop the ring
    }
  }

  private void giveBack(final byte[] big) {
    if (big != null) {
      bigArrays.release(big);
    }
  }
}
