// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import com.lmax.disruptor.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The ordered stages behind a ring, on no thread, one thread or a thread each.
 *
 * <pre>
 *   ring ─► stage 0 ─► stage 1 ─► … ─► last ─► free
 * </pre>
 *
 * <p>Owner: one controlling thread for start and stop; inline, that is the I/O loop, which also
 * calls {@link #runTurn}. Allocates: at start.
 *
 * @param <S> the slot
 */
public final class Pipeline<S> {
  private static final long DRAIN_POLL_NS = 50_000;

  private final InboundRing<S> ring;
  private final PipelineSettings settings;
  private final Diagnostics diagnostics;
  private final List<StageAgent<S>> agents = new ArrayList<>();
  private final List<AgentThread<S>> threads = new ArrayList<>();
  private final List<Doorbell> doorbells = new ArrayList<>();
  private final AgentGroup<S> allAgents;
  private final Sequence last;
  private boolean inTurn;

  /**
   * @param free run on each slot when the last stage is done with it: resets it for its next use
   */
  public Pipeline(
      final InboundRing<S> ring,
      final List<? extends Stage<S>> stages,
      final Consumer<? super S> free,
      final PipelineSettings settings,
      final Diagnostics diagnostics) {
    this(ring, stages, free, settings, diagnostics, (stage, last, name) -> SlotProbe.none());
  }

  /**
   * @param free run on each slot when the last stage is done with it: resets it for its next use
   * @param probes the stop watches of the stages
   */
  public Pipeline(
      final InboundRing<S> ring,
      final List<? extends Stage<S>> stages,
      final Consumer<? super S> free,
      final PipelineSettings settings,
      final Diagnostics diagnostics,
      final SlotProbe.Maker<S> probes) {
    if (settings.choice().mode() == Threading.INLINE && ring.producerCount() != 1) {
      throw new IllegalArgumentException("inline stages run on the one loop that claims");
    }
    this.ring = ring;
    this.settings = settings;
    this.diagnostics = diagnostics;
    makeDoorbells(stages.size());
    makeAgents(stages, free, probes);
    this.last = agents.getLast().passedSequence();
    ring.gateOn(last);
    this.allAgents = new AgentGroup<>(agents, new DutyCycle(diagnostics.clock()));
    makeThreads();
    if (mode() == Threading.INLINE) {
      ring.runsOnOneThread();
    }
  }

  public Threading mode() {
    return settings.choice().mode();
  }

  /**
   * Starts every stage, on its own thread, and returns when all have started; throws if one failed,
   * and then the pipeline is to be stopped.
   */
  public void start() throws InterruptedException {
    if (mode() == Threading.INLINE) {
      allAgents.onStart();
    }
    for (final AgentThread<S> thread : threads) {
      thread.start();
    }
    requireStarted();
  }

  /**
   * Inline only: runs all stages on the calling loop until a cycle finds nothing to do. Called once
   * per loop turn, after its publishes; a call from inside a stage does nothing.
   *
   * @return the work done
   */
  public int runTurn() {
    if (inTurn) {
      return 0;
    }
    inTurn = true;
    try {
      return cyclesUntilIdle();
    } finally {
      inTurn = false;
    }
  }

  /** Wakes every parked stage thread: something outside the ring has changed for it. */
  public void wake() {
    for (int i = 0; i < doorbells.size(); i++) {
      doorbells.get(i).ring();
    }
  }

  /**
   * Stops claims, lets every published slot pass all stages, then closes the agents in order, each
   * on its own thread.
   *
   * @param timeoutNs for everything together
   */
  public DrainReport drainAndStop(final long timeoutNs) throws InterruptedException {
    final long untilNs = diagnostics.clock().nanoTime() + timeoutNs;
    ring.stopClaims();
    while ((ring.hasClaimsUnderWay() || slotsLeft() > 0) && !isPast(untilNs)) {
      waitForStages();
    }
    boolean allClosed = true;
    for (final AgentThread<S> thread : threads) {
      thread.stop(untilNs);
      allClosed &= thread.join(untilNs);
    }
    if (mode() == Threading.INLINE) {
      finishInline(untilNs);
    }
    return new DrainReport(slotsLeft(), allClosed);
  }

  /** Slots published that have not passed the last stage. */
  long slotsLeft() {
    return ring.cursor() - last.get();
  }

  private int cyclesUntilIdle() {
    int total = 0;
    while (true) {
      final int work = allAgents.cycle();
      if (work == 0) {
        return total;
      }
      total += work;
    }
  }

  private void finishInline(final long untilNs) {
    while ((runTurn() > 0 || !allAgents.isReady()) && !isPast(untilNs)) {
      LockSupport.parkNanos(this, DRAIN_POLL_NS);
    }
    allAgents.onClose();
  }

  private void waitForStages() {
    if (mode() == Threading.INLINE) {
      runTurn();
    } else {
      LockSupport.parkNanos(this, DRAIN_POLL_NS);
    }
  }

  private boolean isPast(final long untilNs) {
    return diagnostics.clock().nanoTime() - untilNs >= 0;
  }

  private void requireStarted() {
    for (final StageAgent<S> agent : agents) {
      if (!agent.hasStarted()) {
        throw new IllegalStateException(
            "stage " + agent.roleName() + " failed to start:\n" + diagnostics.errors().snapshot());
      }
    }
  }

  /** One doorbell per stage thread; the first is the ring's own, which publishing rings. */
  private void makeDoorbells(final int stages) {
    doorbells.add(ring.doorbell());
    while (mode() == Threading.DEDICATED && doorbells.size() < stages) {
      doorbells.add(new Doorbell());
    }
  }

  private void makeAgents(
      final List<? extends Stage<S>> stages,
      final Consumer<? super S> free,
      final SlotProbe.Maker<S> probes) {
    for (int i = 0; i < stages.size(); i++) {
      final boolean isLast = i == stages.size() - 1;
      final Sequence[] earlier =
          i == 0 ? new Sequence[0] : new Sequence[] {agents.get(i - 1).passedSequence()};
      agents.add(
          new StageAgent<>(
              stages.get(i),
              ring.pollerAfter(earlier),
              settings.batchLimit(),
              isLast ? free : slot -> {},
              isLast ? ring::onSlotsFreed : handOn(i),
              probes.probe(i, stages.size() - 1, stages.get(i).roleName()),
              diagnostics));
    }
  }

  private Runnable handOn(final int stage) {
    return mode() == Threading.DEDICATED ? doorbells.get(stage + 1)::ring : () -> {};
  }

  private void makeThreads() {
    if (mode() == Threading.SHARED) {
      threads.add(thread(allAgents, 0));
    }
    for (int i = 0; mode() == Threading.DEDICATED && i < agents.size(); i++) {
      final DutyCycle dutyCycle = new DutyCycle(diagnostics.clock());
      threads.add(thread(new AgentGroup<>(List.of(agents.get(i)), dutyCycle), i));
    }
  }

  private AgentThread<S> thread(final AgentGroup<S> group, final int index) {
    return new AgentThread<>(
        settings.threadPrefix() + group.roleName(),
        group,
        doorbells.get(index),
        settings.choice().idle(),
        () -> pin(index),
        diagnostics.clock());
  }

  private void pin(final int threadIndex) {
    final List<Integer> cpus = settings.choice().stageCpus();
    if (threadIndex < cpus.size()) {
      new Affinity()
          .pinTo(cpus.get(threadIndex))
          .ifPresent(
              problem ->
                  diagnostics.errors().record("affinity", new IllegalStateException(problem)));
    }
  }
}
