// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * When which stream is written anew as a whole: once the journal has grown enough behind its last
 * whole. A start then reads little more than what it brings back, and where nothing happens nothing
 * is written. After an hour it is written in any case: files are deleted whole, oldest first, and
 * each takes its room however little is in it.
 *
 * <pre>
 *   oldest whole                                              newest whole     now
 *   └ from here on the journal is needed ─────────────────────┴────────────────┘
 *     8 MiB + 2 KiB for each stream, and a minute, or an hour
 * </pre>
 *
 * <p>Owner: Router. Allocates: to grow.
 */
final class Renewals {
  private static final long LEAST_MS = 60_000;
  private static final long MOST_MS = 3_600_000;
  private static final long GROWN_BYTES = 8 << 20;
  private static final long GROWN_BYTES_PER_STREAM = 2 << 10; // several times what one takes
  private static final int STREAMS_PER_TICK = 4_000;
  private static final int QUEUED_BYTES_PER_TICK = 4 << 20;
  private static final int ENDED_AT_ONCE = 1_000;
  private static final long NOBODY = -1;

  private final ArrayDeque<ManagedStream> oldestFirst = new ArrayDeque<>();
  private long written;
  private int ended;
  private long endedBehind = NOBODY;
  private long gapAtMs;

  /** So many bytes more are in the journal. */
  void grown(final int bytes) {
    written += bytes;
  }

  /** It is in the journal since the former process: its turn is next. */
  void restored(final ManagedStream stream) {
    stream.isInTurn = true;
    oldestFirst.add(stream);
  }

  /** It is in the journal as a whole, behind this index. */
  void whole(final ManagedStream stream, final long index, final long nowMs) {
    if (!stream.isInTurn) {
      stream.isInTurn = true;
      stream.neededFrom = index;
      stream.wholeAtMs = nowMs;
      stream.wholeAtBytes = written;
      oldestFirst.add(stream);
    }
  }

  /** Its end is in the journal behind this index. */
  void ended(final ManagedStream stream, final long index) {
    ended += stream.isInTurn ? 1 : 0;
    endedBehind = stream.isRecord() ? endedBehind : index;
  }

  /** The journal took nothing: of whatever was whole before it may not know all. */
  void gap(final long nowMs) {
    gapAtMs = nowMs;
  }

  boolean isEmpty() {
    return oldestFirst.isEmpty();
  }

  /**
   * Index behind which the journal is needed. When there is no stream any more that is first where
   * the last one ended, so that its count can be told a while, and {@code appended} from then on.
   */
  long neededFrom(final long appended) {
    if (!oldestFirst.isEmpty()) {
      return oldestFirst.peek().neededFrom;
    }
    final long from = endedBehind == NOBODY ? appended : endedBehind;
    endedBehind = NOBODY;
    return from;
  }

  /** Hands on whose turn it is, a bounded number per call. */
  void forEachDue(final long nowMs, final Consumer<ManagedStream> renew) {
    forgetEnded();
    gapAtMs = Math.min(gapAtMs, nowMs); // the clock may be set back
    int bytes = 0;
    for (int i = 0;
        i < STREAMS_PER_TICK && bytes < QUEUED_BYTES_PER_TICK && !oldestFirst.isEmpty();
        i++) {
      final ManagedStream oldest = oldestFirst.peek();
      if (!oldest.hasEnded && !isDue(oldest, nowMs)) {
        return;
      }
      oldestFirst.poll();
      oldest.isInTurn = false;
      if (oldest.hasEnded) {
        ended--;
      } else {
        renew.accept(oldest);
        bytes += oldest.queue().length();
      }
    }
  }

  private boolean isDue(final ManagedStream stream, final long nowMs) {
    final long ageMs = nowMs - stream.wholeAtMs;
    final boolean setBack = ageMs < 0; // the clock: it must not wait for that
    final long enough = GROWN_BYTES + oldestFirst.size() * GROWN_BYTES_PER_STREAM;
    return setBack
        || ageMs >= MOST_MS
        || stream.wholeAtMs <= gapAtMs
        || ageMs >= LEAST_MS && written - stream.wholeAtBytes >= enough;
  }

  /** Those behind one that lives long must not stay in memory for as long. */
  private void forgetEnded() {
    if (ended > ENDED_AT_ONCE + oldestFirst.size() / 2) {
      oldestFirst.removeIf(stream -> stream.hasEnded);
      ended = 0;
    }
  }
}
