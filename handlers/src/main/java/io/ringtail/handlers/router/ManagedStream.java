// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.Jid;
import java.util.ArrayDeque;
import java.util.Set;

/**
 * What XEP-0198 keeps for one session: both counts, and what the client has not acknowledged. Its
 * session may be without a connection for a while.
 *
 * <p>A session that can not be resumed has a record instead as soon as it is seen by others: a
 * stream without counts that only the journal knows, so that after a restart they can be told of
 * its end.
 *
 * <p>All counts are unsigned and wrap at 2³² (§4): only differences are compared.
 *
 * <p>Owner: Router. Allocates: when it is enabled.
 */
final class ManagedStream extends Expiry {
  /** What the client gives to come back: the number is looked up, the secret compared. */
  record Id(long number, long secret) {
    private static final int RADIX = 36;

    @Override
    public String toString() {
      return Long.toString(number, RADIX) + '-' + Long.toUnsignedString(secret, RADIX);
    }

    /** Null for what is none of ours. */
    static Id parse(final String text) {
      final int dash = text == null ? -1 : text.indexOf('-', 1);
      if (dash < 0 || text.length() > 32) {
        return null;
      }
      try {
        return new Id(
            Long.parseLong(text.substring(0, dash), RADIX),
            Long.parseUnsignedLong(text.substring(dash + 1), RADIX));
      } catch (final NumberFormatException foreign) {
        return null;
      }
    }
  }

  private static final int MAX_AWAITING_ROOM = 4; // as many as may read the store at once

  private final Id id;
  private final LocalSession session;
  private final StreamPolicy policy;
  private final long resumeTimeoutMs;
  private final UnackedQueue queue;
  private final StreamJournal journal;
  private final HeldCounts held = new HeldCounts();
  private final Coverage coverage; // null where an append is enough to tell a count
  private final ArrayDeque<Parked> behind = new ArrayDeque<>(0);
  private Runnable waiting;
  private ArrayDeque<Runnable> awaitsRoom;
  private int parked;
  private boolean unblocked;
  private int inbound;
  private int outbound;
  private int acked;
  private boolean isRestored;
  private int restoredOutbound;

  /** Stanzas sent since the client was last asked to acknowledge. */
  int unrequested;

  /** When it was asked and has not answered; 0 when nothing is open. */
  long requestedAtMs;

  /** Since when more than the policy's bound are unacknowledged; 0 when not. */
  long overfullSinceMs;

  /** It asked for our count while that was held back: it is told when the count moves. */
  boolean owesCount;

  /** It is among those looked at once a second. */
  boolean watched;

  /** A request for its acknowledgement goes out at the end of this slot. */
  boolean due;

  // ---- for StreamJournal alone ----

  /** What of it is to be written at the end of this slot. */
  int unwritten;

  /** The journal has it as a whole and without a gap since. */
  boolean isWritten;

  /** It waits for its turn to be written anew. */
  boolean isInTurn;

  boolean hasEnded;
  int writtenInbound;
  int writtenAcked;
  long neededFrom;
  long wholeAtMs;
  long wholeAtBytes;

  /**
   * @param policy null for a record
   * @param resumeTimeoutMs how long it can be resumed once it is lost; 0 when it can not
   */
  ManagedStream(
      final Id id,
      final LocalSession session,
      final StreamPolicy policy,
      final long resumeTimeoutMs,
      final ByteArrays arrays,
      final StreamJournal journal) {
    this.id = id;
    this.session = session;
    this.policy = policy;
    this.resumeTimeoutMs = resumeTimeoutMs;
    this.queue = new UnackedQueue(arrays);
    this.journal = journal;
    this.coverage = journal.acksWaitForSync() ? new Coverage() : null;
  }

  Id id() {
    return id;
  }

  LocalSession session() {
    return session;
  }

  StreamPolicy policy() {
    return policy;
  }

  boolean isResumable() {
    return resumeTimeoutMs > 0;
  }

  /** It is only there to be journaled. */
  boolean isRecord() {
    return policy == null;
  }

  /** The record's session has ended, or can be resumed from now on. */
  void recordEnds() {
    journal.changed(this, StreamJournal.ENDED);
  }

  long resumeTimeoutMs() {
    return resumeTimeoutMs;
  }

  UnackedQueue queue() {
    return queue;
  }

  HeldCounts held() {
    return held;
  }

  /** What {@link ToldCounts} knows of it; null where counts wait for nothing. */
  Coverage coverage() {
    return coverage;
  }

  /** One of its stanzas waits for its recipient's account. */
  void parkedOne() {
    parked++;
  }

  void unparkedOne() {
    parked--;
  }

  /** Whether later stanzas have to wait. */
  boolean isBlocked() {
    return parked > 0 && !unblocked;
  }

  /** Nothing has to wait any more. */
  void unblock() {
    unblocked = true;
  }

  /** Stanzas that wait behind one that waits for its recipient's account. */
  ArrayDeque<Parked> behind() {
    return behind;
  }

  /** The newest resumption alone counts. */
  void whenNothingIsHeld(final Runnable resumption) {
    waiting = resumption;
  }

  boolean hasWaiting() {
    return waiting != null || !behind.isEmpty();
  }

  void runWaiting() {
    final Runnable run = waiting;
    waiting = null;
    if (run != null) {
      run.run();
    }
  }

  /** Runs when enough is acknowledged; false when as much waits as may. */
  boolean whenRoom(final Runnable rest) {
    if (awaitsRoom == null) {
      awaitsRoom = new ArrayDeque<>(MAX_AWAITING_ROOM);
    }
    return awaitsRoom.size() < MAX_AWAITING_ROOM && awaitsRoom.add(rest);
  }

  void hasRoom() {
    if (awaitsRoom != null) {
      final ArrayDeque<Runnable> ready = awaitsRoom;
      awaitsRoom = null;
      ready.forEach(Runnable::run);
    }
  }

  /** Number of the stanza received last. */
  int inbound() {
    return inbound;
  }

  void received() {
    inbound++;
  }

  /** The {@code h} told to the client: everything up to it is dealt with. */
  int handled() {
    return held.isEmpty() ? inbound : held.lowest() - 1;
  }

  /** Number of the stanza sent last. */
  int outbound() {
    return outbound;
  }

  int acked() {
    return acked;
  }

  void sent() {
    outbound++;
  }

  /** The oldest was acknowledged. */
  void acknowledgedOne() {
    queue.removeFirst();
    acked++;
  }

  /**
   * How many stanzas its client has that the journal has not: they were sent before a loss of power
   * and their entries not synced. What was sent since the restart the client can not have.
   */
  int lostByJournal(final int h) {
    return isRestored ? h - restoredOutbound : 0;
  }

  /** What follows is numbered behind stanzas that nobody knows any more. */
  void skip(final int lost) {
    acked += lost;
    outbound += lost;
    restoredOutbound += lost;
  }

  /** Its client is back: from here on both sides count the same stanzas. */
  void resumed() {
    isRestored = false;
    if (coverage != null) {
      coverage.oweNothing();
    }
  }

  /** Its client learns the count now: it must stand in the journal before. */
  void countTold() {
    journal.changed(this, StreamJournal.COUNTS);
  }

  /** Its session changed in a way that must survive. */
  void stateChanged() {
    journal.changed(this, StreamJournal.STATE);
  }

  /** These got directed presence of its session, or have heard of its end. */
  void directed(final Set<Jid> addresses, final boolean available) {
    journal.directed(this, addresses, available);
  }

  /** This presence waits until its client is active again; an empty one: none waits any more. */
  void waiting(final byte[] presence) {
    journal.waiting(this, presence);
  }

  /** Its counts are from before a restart: the journal may have lost its end since. */
  void restored() {
    isRestored = true;
    restoredOutbound = outbound;
    if (coverage != null) {
      coverage.isKnown = false;
    }
  }

  /** Goes on with counts from elsewhere. */
  void counts(final int newInbound, final int newOutbound, final int newAcked) {
    inbound = newInbound;
    outbound = newOutbound;
    acked = newAcked;
    writtenInbound = newInbound;
    writtenAcked = newAcked;
  }
}
