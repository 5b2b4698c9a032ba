// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells clients how much of what they sent is dealt with (XEP-0198 §4), and no count before the
 * journal has what belongs below it as safe as its acknowledgements promise. Where an append is
 * enough nobody waits: DELIVER comes behind ARCHIVE.
 *
 * <pre>
 *   asked ─► end of the slot: its last entry is known ─► waiting, in that order ─► synced: told
 * </pre>
 *
 * <p>A stream waits once, however often its client asks.
 *
 * <p>Owner: Router. Allocates: never for acknowledgements.
 */
final class ToldCounts {
  private static final long PATIENCE_MS = 1_000;
  private static final long STUCK_MS = 10_000;

  /** Whoever may go on when the journal has come to an entry. */
  private record Waiter(long id, long sinceMs, boolean isPatient, Runnable then) {}

  private final Journal journal;
  private final StreamReplies replies;
  private final boolean waits;
  private final List<ManagedStream> asked = new ArrayList<>();
  private final ArrayDeque<ManagedStream> waiting = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private Consumer<ManagedStream> onCovered;
  private NodeSlot slot;
  private long lastId;
  private boolean isListening;

  ToldCounts(final Durability durability, final StreamReplies replies) {
    this.journal = durability.journal();
    this.replies = replies;
    this.waits = durability.acksWaitForSync();
    this.lastId = durability.ids().last();
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final Consumer<ManagedStream> listener) {
    onCovered = listener;
  }

  void begin(final NodeSlot newSlot) {
    slot = newSlot;
  }

  /** The client asked for its count, or waits for it to move. */
  void tell(final ManagedStream stream) {
    if (!waits) {
      stream.countTold();
    }
    if (isCovered(stream)) {
      replies.count(stream, stream.handled());
      return;
    }
    stream.coverage().owe(slot.receivedAtMs());
    cover(stream);
  }

  /** Whether its client may be told its present count. */
  boolean isCovered(final ManagedStream stream) {
    if (!waits) {
      return true;
    }
    final Coverage coverage = stream.coverage();
    return coverage.isKnown && coverage.covered == stream.handled();
  }

  /** The listener hears when its present count may be told. */
  void cover(final ManagedStream stream) {
    stream.countTold();
    if (!stream.coverage().isAsked) {
      stream.coverage().isAsked = true;
      asked.add(stream);
    }
  }

  /** Id of the last entry there was before this slot: what the past brought about lies below. */
  long lastId() {
    return lastId;
  }

  boolean isCovered(final long id) {
    return !waits || id <= journal.acknowledgedId();
  }

  /** Runs when what was written before this slot is covered. */
  void whenCovered(final Runnable then) {
    waiters.add(new Waiter(lastId, slot.receivedAtMs(), true, then));
  }

  /** Whether the session's client waits for its count. */
  static boolean owes(final LocalSession session) {
    final Coverage coverage = session.stream() == null ? null : session.stream().coverage();
    return coverage != null && coverage.owesAnswer;
  }

  /** Runs when everybody is told what they asked for before this slot, or soon in any case. */
  void whenTold(final Runnable then) {
    waiters.add(new Waiter(lastId, slot.receivedAtMs(), false, then));
  }

  /** Who waited for entries that are covered by now goes on; false when nobody did. */
  boolean release() {
    if (waiting.isEmpty() && waiters.isEmpty()) {
      return false;
    }
    final int before = waiting.size() + waiters.size();
    final long upTo = journal.acknowledgedId();
    while (!waiting.isEmpty() && waiting.peek().coverage().coveringId <= upTo) {
      passed(waiting.poll());
    }
    while (!waiters.isEmpty() && waiters.peek().id <= upTo) {
      waiters.poll().then.run();
    }
    return waiting.size() + waiters.size() < before;
  }

  /**
   * The slot's entries are complete.
   *
   * @return whether this set anything going, so that there may be more
   */
  boolean settle() {
    if (!waits) {
      return false;
    }
    if (slot.facts().count() > 0) {
      lastId = slot.facts().lastId();
    }
    final int before = asked.size();
    for (int i = 0; i < before; i++) {
      await(asked.get(i));
    }
    asked.subList(0, before).clear();
    listen();
    return release() || before > 0;
  }

  private void await(final ManagedStream stream) {
    final Coverage coverage = stream.coverage();
    coverage.isAsked = false;
    if (coverage.isCovering) {
      coverage.isToBeCovered = true;
    } else {
      coverage.await(stream.handled(), lastId, slot.receivedAtMs());
      waiting.add(stream);
    }
  }

  /** Asked for first, looked at then: whatever comes in between is not missed. */
  private void listen() {
    if (!isListening && !(waiting.isEmpty() && waiters.isEmpty())) {
      isListening = true;
      journal.awaitAcknowledged();
    }
  }

  /** The journal has moved: one word of it at a time. */
  void heard() {
    isListening = false;
  }

  private void passed(final ManagedStream stream) {
    final Coverage coverage = stream.coverage();
    coverage.passed();
    if (coverage.owesAnswer) {
      answer(stream);
    }
    coverage.told(slot.receivedAtMs());
    if (coverage.isToBeCovered) {
      coverage.isToBeCovered = false;
      cover(stream);
    }
    onCovered.accept(stream);
  }

  private void answer(final ManagedStream stream) {
    if (stream.session().isOpen() && stream.session().isAttached()) {
      replies.count(stream, stream.coverage().covered);
    }
  }

  /** Who is kept waiting hears what is safe so far: its connection is alive, the disk is not. */
  void tick(final long nowMs) {
    for (final ManagedStream stream : waiting) {
      final Coverage coverage = stream.coverage();
      if (coverage.owesAnswer && nowMs - coverage.owesSinceMs >= PATIENCE_MS) {
        coverage.owesSinceMs = nowMs;
        answer(stream);
      }
    }
    waiters.removeIf(waiter -> goesOnAnyway(waiter, nowMs));
  }

  private static boolean goesOnAnyway(final Waiter waiter, final long nowMs) {
    final boolean goesOn = !waiter.isPatient && nowMs - waiter.sinceMs >= PATIENCE_MS;
    if (goesOn) {
      waiter.then.run();
    }
    return goesOn;
  }

  /** The journal has not moved for so long that nobody should wait for it. */
  boolean isStuck(final long nowMs) {
    return !waiting.isEmpty() && nowMs - waiting.peek().coverage().coveringSinceMs >= STUCK_MS
        || !waiters.isEmpty() && nowMs - waiters.peek().sinceMs >= STUCK_MS;
  }
}
