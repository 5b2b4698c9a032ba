// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * A bounded lane of byte records from one stage thread to one I/O loop, in direct memory.
 *
 * <pre>
 *   writer:  begin(type, length) ─► put… ─► put… ─► end()      then LaneWaker.wake() once per batch
 *   reader:  drain(handler, limit)
 * </pre>
 *
 * <p>A full lane is pressure, told by {@code begin} returning false: nothing is written, nothing is
 * lost, the writer tries again after the loop has drained.
 *
 * <p>Owner: one writing thread for {@code begin}, {@code put…} and {@code end}; one reading thread
 * for {@code drain}. Allocates: at start.
 */
public final class Lane {
  // The ring buffer takes no record longer than an eighth of its capacity.
  private static final int RECORDS_AT_LEAST = 8;

  private final OneToOneRingBuffer records;
  private final AtomicBuffer buffer;
  private int recordIndex;
  private int positionPlain;
  private int limitPlain;

  /**
   * @param capacityBytes at least this much; rounded up so that eight of the largest records fit
   * @param maxRecordBytes the longest record that will be begun
   */
  public Lane(final int capacityBytes, final int maxRecordBytes) {
    this(
        new UnsafeBuffer(
            ByteBuffer.allocateDirect(
                roundedUp(capacityBytes, maxRecordBytes) + RingBufferDescriptor.TRAILER_LENGTH)));
  }

  /** A lane over memory that is there: a power of two and the ring buffer's trailer. */
  Lane(final AtomicBuffer memory) {
    this.records = new OneToOneRingBuffer(memory);
    this.buffer = records.buffer();
  }

  /**
   * Begins a record of exactly this length; false when the lane is full.
   *
   * @param type the writer's own, greater than 0
   */
  public boolean begin(final int type, final int lengthBytes) {
    final int index = records.tryClaim(type, lengthBytes);
    if (index < 0) {
      return false;
    }
    recordIndex = index;
    positionPlain = index;
    limitPlain = index + lengthBytes;
    return true;
  }

  public void putInt(final int value) {
    buffer.putInt(advance(Integer.BYTES), value);
  }

  public void putLong(final long value) {
    buffer.putLong(advance(Long.BYTES), value);
  }

  public void putBytes(final byte[] source, final int offset, final int lengthBytes) {
    buffer.putBytes(advance(lengthBytes), source, offset, lengthBytes);
  }

  /** Ends the record: the loop may read it from now on. */
  public void end() {
    if (positionPlain != limitPlain) {
      abort();
      throw new IllegalStateException("record not filled: " + (limitPlain - positionPlain));
    }
    records.commit(recordIndex);
  }

  /**
   * Hands over up to {@code limit} records, oldest first; each is valid only inside the call. Fewer
   * than the limit means that everything written before the call was handed over.
   */
  public int drain(final MessageHandler handler, final int limit) {
    final int beforeWrap = records.read(handler, limit);
    // One read of the ring buffer ends where the memory does; the second begins at its start.
    return beforeWrap < limit ? beforeWrap + records.read(handler, limit - beforeWrap) : limit;
  }

  public int maxRecordBytes() {
    return records.maxMsgLength();
  }

  /** Bytes waiting, for any thread to look at. */
  public int occupiedBytes() {
    return records.size();
  }

  public int capacityBytes() {
    return records.capacity();
  }

  /** Gives up a record that was begun: the loop never sees it. */
  public void abort() {
    records.abort(recordIndex);
  }

  private int advance(final int lengthBytes) {
    final int position = positionPlain;
    if (lengthBytes > limitPlain - position) {
      abort();
      throw new IllegalStateException("record overrun by " + lengthBytes);
    }
    positionPlain = position + lengthBytes;
    return position;
  }

  private static int roundedUp(final int capacityBytes, final int maxRecordBytes) {
    final int largest =
        BitUtil.align(maxRecordBytes + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
    final int needed = Math.max(capacityBytes, Math.multiplyExact(largest, RECORDS_AT_LEAST));
    return BitUtil.findNextPositivePowerOfTwo(needed);
  }
}
