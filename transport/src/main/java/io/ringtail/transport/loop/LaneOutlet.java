// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.ring.Lane;
import io.ringtail.ring.LaneWaker;

/**
 * The outlet of a loop on another thread: records in a lane, one wake-up per batch. What is longer
 * than a record goes as a first record and ordered continuations, resumable under pressure.
 *
 * <pre>
 *   FIRST:  action │ own address │ toAt │ all │ recipients │ total │ sample │ handles … │ bytes …
 *   MORE:   bytes …
 * </pre>
 *
 * <p>Owner: DELIVER. Allocates: never after start.
 */
final class LaneOutlet implements Outlet {
  static final int FIRST = 1;
  static final int MORE = 2;
  static final int FIELDS = 6;
  static final int MAX_RECORD_BYTES = 16 * 1024;

  private static final int HEADER_BYTES = FIELDS * Integer.BYTES + 2 * Long.BYTES;

  private final Lane lane;
  private final LaneWaker waker;
  private final Parcel parcel = new Parcel();
  private int sent;
  private boolean begun;
  private boolean written;

  LaneOutlet(final Lane lane, final LaneWaker waker) {
    this.lane = lane;
    this.waker = waker;
  }

  @Override
  public boolean offer(
      final Outbox outbox, final int entry, final long[] handles, final int count) {
    parcel.wrap(outbox, entry);
    if (!begun && !first(outbox, entry, handles, count)) {
      return pressure();
    }
    while (sent < parcel.length()) {
      final int length = Math.min(MAX_RECORD_BYTES, parcel.length() - sent);
      if (!lane.begin(MORE, length)) {
        return pressure();
      }
      putBytes(sent, length);
      lane.end();
      sent += length;
    }
    begun = false;
    sent = 0;
    return true;
  }

  @Override
  public void endOfBatch() {
    if (written) {
      written = false;
      waker.wake();
    }
  }

  private boolean first(
      final Outbox outbox, final int entry, final long[] handles, final int count) {
    final int fixed = HEADER_BYTES + count * Long.BYTES;
    final int length = Math.min(MAX_RECORD_BYTES - fixed, parcel.length());
    if (!lane.begin(FIRST, fixed + length)) {
      return false;
    }
    lane.putInt(outbox.action(entry).ordinal());
    lane.putInt(parcel.own().ordinal());
    lane.putInt(parcel.toOffset());
    lane.putInt(outbox.isReturnable(entry, count) ? 1 : 0);
    lane.putInt(count);
    lane.putInt(parcel.length());
    lane.putLong(outbox.sampleKey());
    lane.putLong(outbox.decidedNs());
    for (int i = 0; i < count; i++) {
      lane.putLong(handles[i]);
    }
    putBytes(0, length);
    lane.end();
    begun = true;
    written = true;
    sent = length;
    return true;
  }

  /** A full lane must be drained before it takes more: the loop is woken now. */
  private boolean pressure() {
    waker.wake();
    return false;
  }

  /** Puts {@code count} bytes of the three ranges, from position {@code from} of their sum. */
  private void putBytes(final int from, final int count) {
    int at = from;
    final int end = from + count;
    at = putRange(parcel.head(), parcel.headStart(), 0, parcel.headLength(), at, end);
    final int tailAt = parcel.headLength();
    at = putRange(parcel.tail(), parcel.tailStart(), tailAt, parcel.tailLength(), at, end);
    final int footAt = tailAt + parcel.tailLength();
    putRange(parcel.head(), parcel.footStart(), footAt, parcel.footLength(), at, end);
  }

  private int putRange(
      final byte[] bytes,
      final int start,
      final int offset,
      final int length,
      final int at,
      final int end) {
    final int stop = Math.min(end, offset + length);
    if (at >= stop) {
      return at;
    }
    lane.putBytes(bytes, start + at - offset, stop - at);
    return stop;
  }
}
