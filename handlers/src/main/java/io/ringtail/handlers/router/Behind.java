// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.parser.StanzaKind;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.agrona.collections.Long2LongHashMap;

/**
 * What may not overtake a stanza that waits for its recipient's account: later ones of the same
 * managed stream, and the stream's resumption. A stream has one count (XEP-0198 §4): whatever is
 * done beyond it is sent again after a kill, and done twice.
 *
 * <p>Owner: Router. Allocates: per stanza that has to wait.
 */
final class Behind {
  private static final long NOT_RESUMING = -1;
  private static final long PATIENCE_MS = 10_000;
  private static final int MAX_STANZAS = 128;

  private final Holds holds;
  private final ArrayDeque<Runnable> due;
  private final Consumer<Parked> sender;
  private final ToldCounts counts;
  private final Emitter emitter;
  private final Long2LongHashMap resuming = new Long2LongHashMap(NOT_RESUMING); // handle → since

  /**
   * @param due takes what need not wait any more, in its order
   * @param sender sends a stanza on its way
   */
  Behind(
      final Holds holds,
      final Emitter emitter,
      final ArrayDeque<Runnable> due,
      final Consumer<Parked> sender) {
    this.holds = holds;
    this.counts = holds.counts();
    this.emitter = emitter;
    this.due = due;
    this.sender = sender;
  }

  /**
   * Whether nothing more of what the session sends can wait, though it may have to. Its client can
   * keep it: it resumes later and sends again what it was not told the count of.
   */
  boolean isFull(final LocalSession session, final int length) {
    if (!session.isResumable()) {
      return false;
    }
    final ManagedStream stream = session.stream();
    final LocalAccount account = session.account();
    return stream.isBlocked() && stream.behind().size() >= MAX_STANZAS
        || !account.isLoaded() && !account.waiting().hasRoomForSent(length);
  }

  /** True when the packet waits now. */
  boolean takes(final RoutedPacket packet, final LocalSession session) {
    final ManagedStream stream = session.stream();
    if (stream == null || !stream.isBlocked() || !mayNotOvertake(packet)) {
      return false;
    }
    if (stream.behind().size() >= MAX_STANZAS) {
      return false; // it can not be resumed: nothing is sent again
    }
    stream.behind().add(Parked.copyOf(packet, holds.retain()));
    return true;
  }

  /** What a client asks its server for is answered at once. */
  private static boolean mayNotOvertake(final RoutedPacket packet) {
    return packet.stanza().kind() == StanzaKind.MESSAGE || packet.hasTo();
  }

  /** True when the resumption waits until the count told with it is final, and may be told. */
  boolean delays(final ManagedStream stream, final long handle, final Runnable resumption) {
    if (stream == null || stream.held().isEmpty() && counts.isCovered(stream)) {
      return false;
    }
    resuming.put(handle, emitter.nowMs());
    stream.whenNothingIsHeld(() -> goOn(handle, resumption));
    if (stream.held().isEmpty()) {
      counts.cover(stream);
    }
    return true;
  }

  /** True when the refusal waits until the count told with it may be told. */
  boolean delays(final Resumption.Stale stale, final long handle, final Runnable refusal) {
    if (stale == null) {
      return false;
    }
    if (stale.coveredBy == 0) {
      stale.coveredBy = counts.lastId();
    }
    if (counts.isCovered(stale.coveredBy)) {
      return false;
    }
    resuming.put(handle, emitter.nowMs());
    counts.whenCovered(() -> due.add(() -> goOn(handle, refusal)));
    return true;
  }

  private void goOn(final long handle, final Runnable resumption) {
    if (resuming.remove(handle) != NOT_RESUMING) {
      resumption.run();
    }
  }

  /** Nothing can be told while the journal is stuck: clients had better come again later. */
  void tick(final long nowMs) {
    if (resuming.isEmpty() || !counts.isStuck(nowMs)) {
      return;
    }
    for (final var waiting = resuming.entrySet().iterator(); waiting.hasNext(); ) {
      waiting.next();
      if (nowMs - waiting.getLongValue() >= PATIENCE_MS) {
        emitter.close(waiting.getLongKey(), "internal-server-error", "the journal is stuck");
        waiting.remove();
      }
    }
  }

  /**
   * A connection is gone. Of a client that has left, or can not come back, goes its way what it has
   * sent, though something before still waits.
   *
   * @param session may be null
   */
  void closed(final long handle, final LocalSession session, final boolean left) {
    resuming.remove(handle);
    if (session != null && session.stream() != null && (left || !session.isResumable())) {
      final ManagedStream stream = session.stream();
      stream.unblock();
      while (!stream.behind().isEmpty()) {
        sender.accept(stream.behind().poll());
      }
    }
  }

  /** Makes due what has become free; false when nothing has. */
  boolean release() {
    boolean any = false;
    for (ManagedStream next = holds.pollFreed(); next != null; next = holds.pollFreed()) {
      final ManagedStream stream = next;
      due.add(() -> release(stream));
      any = true;
    }
    return any;
  }

  /** One at a time: what a fault costs is one stanza. */
  private void release(final ManagedStream stream) {
    final Parked next = stream.isBlocked() ? null : stream.behind().poll();
    if (next != null) {
      due.addFirst(() -> release(stream));
      sender.accept(next);
    } else if (stream.held().isEmpty()) {
      if (counts.isCovered(stream)) {
        stream.runWaiting();
      } else if (stream.hasWaiting()) {
        counts.cover(stream);
      }
    }
  }
}
