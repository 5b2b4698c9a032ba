// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.Sequence;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;

/**
 * Runs one stage: housekeeping, then a bounded batch of slots, in each duty cycle.
 *
 * <p>This is the one place of the module that catches everything: a fault costs the slot it
 * happened in, is logged and counted, and the next slot follows.
 *
 * <p>Owner: the thread that runs it. Allocates: never after start, except when a stage throws.
 *
 * @param <S> the slot
 */
final class StageAgent<S> implements Agent, EventPoller.Handler<S> {
  private enum Step {
    START,
    CYCLE,
    POLL,
    SLOT,
    FAULT,
    FREE,
    HAND_ON,
    CLOSE
  }

  private final Stage<S> stage;
  private final EventPoller<S> poller;
  private final int batchLimit;
  private final Consumer<? super S> afterSlot;
  private final SlotProbe<S> probe;
  private final Runnable handOn;
  private final ErrorLog errors;
  private final Counter passed;
  private final Counter faults;
  private final Counter longestCycleNs;
  private int work;
  private int taken;
  private long sequence;
  private boolean endOfBatch;
  private boolean ready;
  private boolean started;
  private Throwable fault;

  /**
   * @param afterSlot run on each slot after the stage, also when the stage threw
   * @param handOn run after each batch, when the next stage (or the claimers) can go on
   * @param probe told of each slot before and after the stage has it
   */
  StageAgent(
      final Stage<S> stage,
      final EventPoller<S> poller,
      final int batchLimit,
      final Consumer<? super S> afterSlot,
      final Runnable handOn,
      final SlotProbe<S> probe,
      final Diagnostics diagnostics) {
    this.stage = stage;
    this.poller = poller;
    this.batchLimit = batchLimit;
    this.afterSlot = afterSlot;
    this.handOn = handOn;
    this.probe = probe;
    this.errors = diagnostics.errors();
    final String name = "stage." + stage.roleName();
    this.passed = diagnostics.counters().counter(name + ".passed");
    this.faults = diagnostics.counters().counter(name + ".faults");
    this.longestCycleNs = diagnostics.counters().counter(name + ".longest_cycle_ns");
  }

  @Override
  public String roleName() {
    return stage.roleName();
  }

  @Override
  public void onStart() {
    started = attempt(Step.START, null);
  }

  @Override
  public int doWork() {
    work = 0;
    taken = 0;
    attempt(Step.CYCLE, null);
    attempt(Step.POLL, null);
    if (taken > 0) {
      passed.add(taken);
      attempt(Step.HAND_ON, null);
    }
    return work + taken;
  }

  @Override
  public void onClose() {
    attempt(Step.CLOSE, null);
  }

  @Override
  public boolean onEvent(final S slot, final long slotSequence, final boolean lastPublished) {
    taken++;
    sequence = slotSequence;
    endOfBatch = lastPublished || taken == batchLimit;
    if (!attempt(Step.SLOT, slot)) {
      attempt(Step.FAULT, slot);
      fault = null;
    }
    attempt(Step.FREE, slot);
    return ready && !endOfBatch;
  }

  /** The slots up to here have passed this stage. */
  Sequence passedSequence() {
    return poller.getSequence();
  }

  Counter longestCycle() {
    return longestCycleNs;
  }

  /** False while the stage holds slots back, as of the last duty cycle. */
  boolean isReady() {
    return ready;
  }

  /** False if the stage threw in its start; for whoever waited for the start. */
  boolean hasStarted() {
    return started;
  }

  private boolean attempt(final Step step, final S slot) {
    try {
      take(step, slot);
      return true;
    } catch (final Throwable thrown) {
      // Whatever a stage throws, its thread must outlive it; the cause is kept in the error log.
      fault = thrown;
      faults.increment();
      errors.record(stage.roleName(), thrown);
      return false;
    }
  }

  private void take(final Step step, final S slot) throws Exception {
    switch (step) {
      case SLOT -> {
        ready = true;
        probe.before(slot);
        stage.onSlot(slot, sequence, endOfBatch);
        ready = stage.isReady();
      }
      case FREE -> {
        probe.after(slot);
        afterSlot.accept(slot);
      }
      case CYCLE -> work = stage.onCycle();
      case POLL -> pollWhenReady();
      case HAND_ON -> handOn.run();
      case FAULT -> stage.onFault(slot, fault);
      case START -> stage.onStart();
      case CLOSE -> stage.onClose();
    }
  }

  private void pollWhenReady() throws Exception {
    ready = stage.isReady();
    if (ready) {
      poller.poll(this);
    }
  }
}
