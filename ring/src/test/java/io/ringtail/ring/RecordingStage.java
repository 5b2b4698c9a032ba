// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.LongArrayList;

/**
 * A stage that writes down what it saw; faults and pressure on demand.
 *
 * <p>Owner: its agent's thread; the test reads after the stop. Allocates: per slot.
 */
class RecordingStage implements Stage<TestSlot> {
  final LongArrayList numbers = new LongArrayList();
  final List<Boolean> batchEnds = new ArrayList<>();
  final List<Throwable> faults = new ArrayList<>();
  private final String name;
  private final int position;
  volatile boolean ready = true;
  volatile Thread closedOn;
  volatile Thread startedOn;
  volatile long seen;
  volatile int cycles;
  long faultOn = -1;
  int wrongOrder;

  RecordingStage(final String name, final int position) {
    this.name = name;
    this.position = position;
  }

  @Override
  public String roleName() {
    return name;
  }

  @Override
  public void onStart() {
    startedOn = Thread.currentThread();
  }

  @Override
  public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
    if (slot.number == faultOn) {
      throw new IllegalArgumentException("fault on demand");
    }
    if (slot.stagesPassed + slot.faults != position) {
      wrongOrder++;
    }
    slot.stagesPassed++;
    numbers.addLong(slot.number);
    batchEnds.add(endOfBatch);
    seen++;
  }

  @Override
  public int onCycle() {
    cycles++;
    return 0;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void onFault(final TestSlot slot, final Throwable fault) {
    slot.faults++;
    faults.add(fault);
  }

  @Override
  public void onClose() {
    closedOn = Thread.currentThread();
  }
}
