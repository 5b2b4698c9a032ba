// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A record in a lane is seen whole or not at all.
 *
 * <p>Result: the record's header, the last byte of its second range.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not written yet")
@Outcome(id = "7, 9", expect = ACCEPTABLE, desc = "written")
@Outcome(expect = FORBIDDEN, desc = "torn record")
@State
public class LaneStress {
  private static final byte[] FIRST = {1, 2, 3, 4};
  private static final byte[] SECOND = {6, 7, 8, 9};

  // Heap memory: jcstress makes millions of these, and the protocol is the same.
  private final Lane lane =
      new Lane(new UnsafeBuffer(new byte[256 + RingBufferDescriptor.TRAILER_LENGTH]));

  @Actor
  public void writer() {
    lane.begin(1, Integer.BYTES + 8);
    lane.putInt(7);
    lane.putBytes(FIRST, 0, 4);
    lane.putBytes(SECOND, 0, 4);
    lane.end();
  }

  @Actor
  public void reader(final II_Result result) {
    lane.drain(
        (type, buffer, index, length) -> {
          result.r1 = buffer.getInt(index);
          result.r2 = buffer.getByte(index + length - 1);
        },
        1);
  }
}
