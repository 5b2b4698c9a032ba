// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;

/**
 * A thread that runs a group of agents until told to stop, idling as configured in between.
 *
 * <p>It is never interrupted: a journal's file channel would be closed by that. Stopping it is a
 * flag and a ring of its doorbell. It is a daemon: a stage stuck past the deadline keeps no process
 * alive.
 *
 * <p>Owner: its own thread; {@code start}, {@code stop} and {@code join} are for the pipeline's
 * controlling thread. Allocates: at start.
 *
 * @param <S> the slot
 */
final class AgentThread<S> implements Runnable {
  private static final int SPINS = 16;
  private static final int YIELDS = 16;
  // Everything that brings work rings; this only bounds how late housekeeping without a ring is.
  private static final long MAX_PARK_NS = 10_000_000;
  private static final long HELD_BACK_PARK_NS = 50_000;

  private final AgentGroup<S> group;
  private final Doorbell doorbell;
  private final Idle idle;
  private final Runnable beforeStart;
  private final NanoClock clock;
  private final Thread thread;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean running = true;
  private volatile long closeByNs;
  private int idleCycles;

  AgentThread(
      final String name,
      final AgentGroup<S> group,
      final Doorbell doorbell,
      final Idle idle,
      final Runnable beforeStart,
      final NanoClock clock) {
    this.group = group;
    this.doorbell = doorbell;
    this.idle = idle;
    this.beforeStart = beforeStart;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
  }

  /** Starts the thread and returns when all its agents have started. */
  void start() throws InterruptedException {
    thread.start();
    started.await();
  }

  /** Asks the thread to finish its follow-up work, until the given time at most, and to close. */
  void stop(final long untilNs) {
    closeByNs = untilNs;
    running = false;
    doorbell.ring();
  }

  /** Waits for the end of the thread; false if it still runs at the given time. */
  boolean join(final long untilNs) throws InterruptedException {
    return thread.join(Duration.ofNanos(Math.max(1, untilNs - clock.nanoTime())));
  }

  @Override
  public void run() {
    beforeStart.run();
    group.onStart();
    started.countDown();
    while (running) {
      if (group.cycle() > 0) {
        idleCycles = 0;
      } else {
        idle();
      }
    }
    finishFollowUps();
    group.onClose();
  }

  private void idle() {
    idleCycles = Math.min(idleCycles + 1, SPINS + YIELDS + 1);
    if (idle == Idle.BUSY_SPIN || idleCycles <= SPINS) {
      Thread.onSpinWait();
    } else if (idle == Idle.YIELDING || idleCycles <= SPINS + YIELDS) {
      Thread.yield();
    } else {
      park();
    }
  }

  private void park() {
    doorbell.announce();
    if (running && group.cycle() == 0) {
      doorbell.park(group.isReady() ? MAX_PARK_NS : HELD_BACK_PARK_NS);
    } else {
      doorbell.retract();
      idleCycles = 0;
    }
  }

  private void finishFollowUps() {
    while ((group.cycle() > 0 || !group.isReady()) && clock.nanoTime() - closeByNs < 0) {
      LockSupport.parkNanos(this, HELD_BACK_PARK_NS);
    }
  }
}
