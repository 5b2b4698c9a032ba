// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.ring.Doorbell;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The journal's own thread: syncs what was appended, in groups, and does the {@link Upkeep} in
 * between. It is never interrupted: that would close the files.
 *
 * <pre>
 *   nothing to sync ─► park until the doorbell rings or upkeep is due
 *   INTERVAL        ─► sync ─► park one interval ─► sync …
 *   ALWAYS          ─► sync ─► sync …
 * </pre>
 *
 * <p>Owner: its own thread; starting and stopping is for who opened the journal. Allocates: never
 * in steady state but per file.
 */
final class JournalKeeper implements Runnable {
  private static final long UPKEEP_NS = 100_000_000;
  private static final Duration LAZY = Duration.ofSeconds(30);
  private static final Duration JOIN = Duration.ofSeconds(30);

  private final Upkeep upkeep;
  private final Doorbell doorbell;
  private final JournalSettings.Sync sync;
  private final long pauseNs;
  private final Thread thread;
  private volatile boolean running = true;

  JournalKeeper(final Upkeep upkeep) {
    final JournalSettings settings = upkeep.settings();
    this.upkeep = upkeep;
    this.doorbell = upkeep.doorbell();
    this.sync = settings.sync();
    this.pauseNs =
        switch (sync) {
          case NONE -> LAZY.toNanos();
          case INTERVAL -> settings.syncInterval().toNanos();
          case ALWAYS -> 0;
        };
    this.thread = Thread.ofPlatform().daemon().name("ringtail-keeper").unstarted(this);
  }

  void start() {
    thread.start();
  }

  boolean isAdmitting() {
    return upkeep.disk().isAdmitting();
  }

  long syncedIndex() {
    return upkeep.syncedIndex();
  }

  /** Whether every sync so far succeeded. */
  boolean isSound() {
    return !upkeep.disk().isBroken();
  }

  @Override
  public void run() {
    long nextUpkeepNs = System.nanoTime();
    long nextSyncNs = nextUpkeepNs + (sync == JournalSettings.Sync.NONE ? pauseNs : 0);
    while (running) {
      final long nowNs = System.nanoTime();
      if (nowNs - nextUpkeepNs >= 0) {
        upkeep.doWork();
        nextUpkeepNs = nowNs + UPKEEP_NS;
      }
      if (upkeep.isUnsynced() && nowNs - nextSyncNs >= 0) {
        upkeep.sync();
        nextSyncNs = System.nanoTime() + pauseNs;
      }
      rest(nextSyncNs - System.nanoTime());
    }
  }

  private void rest(final long untilSyncNs) {
    if (!upkeep.isUnsynced()) {
      doorbell.announce();
      if (running && !upkeep.isUnsynced()) {
        doorbell.park(UPKEEP_NS);
      } else {
        doorbell.retract();
      }
    } else if (untilSyncNs > 0) {
      LockSupport.parkNanos(this, Math.min(untilSyncNs, UPKEEP_NS));
    }
  }

  /** One round of everything, for tests that step by hand. */
  void doWork() {
    upkeep.doWork();
    upkeep.sync();
  }

  /** Ends the thread, with a last sync. */
  void stop() {
    running = false;
    doorbell.ring();
    LockSupport.unpark(thread);
    boolean ended = thread.getState() == Thread.State.NEW;
    try {
      ended = ended || thread.join(JOIN);
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (ended) {
      upkeep.sync();
      upkeep.close();
    }
  }
}
