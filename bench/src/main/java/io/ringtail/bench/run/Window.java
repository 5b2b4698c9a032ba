// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.Point;
import io.ringtail.bench.scenario.Counts;
import io.ringtail.bench.scenario.Key;
import io.ringtail.bench.scenario.Kind;
import io.ringtail.bench.scenario.Population;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.scenario.Work;
import io.ringtail.bench.usage.Accounts;
import io.ringtail.bench.usage.GcLook;
import io.ringtail.bench.usage.Processes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One measured window of one target: warm-up until steady, the window itself, the drain.
 *
 * <pre>
 *   rate on ─ warm-up ─┤ look ── window ── look ├─ rate off ─ drain ─► lost, doubled, …
 *                      └ what is due in here is measured, whenever it arrives
 * </pre>
 *
 * <p>Owner: main thread. Allocates: per second.
 */
final class Window {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long LOOK_NS = 20_000_000;
  private static final int MAX_DRAINS = 6;

  private final Rig rig;
  private final Scenario scenario;
  private final List<LoadLoop> loops;
  private final Gauge gauge;
  private final Progress progress;
  private final Interruption interruption;
  private final List<Point> timeline = new ArrayList<>();
  private final List<Interval> intervals = new ArrayList<>();
  private final Steadiness steadiness = new Steadiness();
  private Gauge.Reading lastReading;
  private long errorsBefore;
  private boolean cut;

  Window(
      final Rig rig,
      final List<LoadLoop> loops,
      final Progress progress,
      final Interruption interruption) {
    this.rig = rig;
    this.scenario = rig.scenario();
    this.loops = loops;
    this.gauge = new Gauge(loops);
    this.progress = progress;
    this.interruption = interruption;
  }

  /** Seconds measured, for the interval log. */
  List<Interval> intervals() {
    return intervals;
  }

  Round measure(final int index, final double ratePerSecond, final String title)
      throws InterruptedException {
    final Counts before = rig.population().counts();
    errorsBefore = gauge.read().errors();
    gauge.latencies();
    gauge.latenesses();
    start(ratePerSecond);
    progress.step(title + ", warming up");
    warmUp();
    final Map<String, GcLook> gcBefore = Accounts.collectors(rig.processes());
    gauge.latenesses();
    progress.step(title + ", measuring");
    final Accounts from = Accounts.look(rig.processes(), gcBefore);
    final Gauge.Reading first = gauge.read();
    watch(openWindow());
    final Gauge.Reading last = gauge.read();
    final Accounts to = Accounts.look(rig.processes(), Map.of());
    final Histogram lateness = gauge.latenesses();
    start(0);
    progress.step(title + ", waiting for the last");
    final Counts counts = drain(before);
    final Map<String, GcLook> gcAfter = Accounts.collectors(rig.processes());
    return new RoundMaker(rig, first, last, from, to)
        .make(
            new RoundMaker.Findings(
                index,
                ratePerSecond,
                counts,
                gauge.read().errors() - errorsBefore,
                lateness,
                timeline,
                gcAfter,
                steadiness,
                cut));
  }

  private void start(final double ratePerSecond) throws InterruptedException {
    final double rate = scenario.kind() == Kind.IDLE ? 0 : ratePerSecond;
    for (final Work work : rig.population().works()) {
      Population.onLoop(
          work,
          () -> {
            work.loop().drive(work);
            work.rate(rate / loops.size());
            return null;
          });
    }
  }

  private void warmUp() {
    lastReading = gauge.read();
    final long beganNs = System.nanoTime();
    final long leastNs = beganNs + scenario.nanos(Key.WARM_UP_S);
    final long mostNs = beganNs + scenario.nanos(Key.WARM_UP_MAX_S);
    while (!isOver()) {
      final long now = System.nanoTime();
      if (now >= mostNs || now >= leastNs && steadiness.isSteady()) {
        return;
      }
      park(Math.min(now + SECOND_NS, mostNs));
      final Point point = point(beganNs).point;
      steadiness.take(point, serverSeconds());
      show((System.nanoTime() - beganNs) / (double) (mostNs - beganNs), point);
    }
  }

  private double serverSeconds() {
    double sum = 0;
    for (final Processes tree : rig.processes().values()) {
      sum += tree.look().cpuSeconds();
    }
    return sum;
  }

  /** Opens the window on every loop; its end. */
  private long openWindow() throws InterruptedException {
    final long fromNs = System.nanoTime();
    final long toNs = fromNs + scenario.nanos(Key.MEASURE_S);
    final long lateAfterNs = (long) (scenario.number(Key.LATE_AFTER_MS) * 1e6);
    for (final Work work : rig.population().works()) {
      Population.onLoop(
          work,
          () -> {
            work.loop().stats().window(fromNs, toNs, lateAfterNs);
            return null;
          });
    }
    return toNs;
  }

  private void watch(final long toNs) {
    final long fromNs = System.nanoTime();
    gauge.latencies();
    lastReading = gauge.read();
    Instant since = Instant.now();
    while (System.nanoTime() < toNs && !isOver()) {
      park(Math.min(System.nanoTime() + SECOND_NS, toNs));
      final Taken taken = point(fromNs);
      final Instant now = Instant.now();
      timeline.add(taken.point);
      intervals.add(new Interval(taken.latency, since, now));
      since = now;
      show((System.nanoTime() - fromNs) / (double) (toNs - fromNs), taken.point);
    }
    cut = System.nanoTime() < toNs;
  }

  /** Whether there is no sense in going on: told to stop, or nobody is left. */
  private boolean isOver() {
    final long errors = gauge.read().errors() - errorsBefore;
    return interruption.isWanted()
        || errors > 0 && errors >= scenario.whole(Key.USERS) / 2
        || rig.processes().values().stream().anyMatch(tree -> !tree.isAlive());
  }

  private record Taken(Point point, Histogram latency) {}

  private Taken point(final long originNs) {
    final Gauge.Reading reading = gauge.read();
    final Histogram latency = gauge.latencies();
    final double seconds = reading.seconds(lastReading);
    final Point point =
        new Point(
            (reading.atNs() - originNs) / 1e9,
            (reading.operations() - lastReading.operations()) / seconds,
            (reading.delivered() - lastReading.delivered()) / seconds,
            latency.getValueAtPercentile(50),
            latency.getValueAtPercentile(99),
            latency.getMaxValue());
    lastReading = reading;
    return new Taken(point, latency);
  }

  private void show(final double done, final Point point) {
    progress.show(
        done,
        Progress.rates(
            point.sentPerSecond(), point.receivedPerSecond(), point.p50Ns(), point.p99Ns()));
  }

  /** Waits as long as something still comes, but not for ever: a rate may have been too high. */
  private Counts drain(final Counts before) throws InterruptedException {
    final long patienceNs = scenario.nanos(Key.DRAIN_S);
    final long beganNs = System.nanoTime();
    long untilNs = beganNs + patienceNs;
    Counts now = rig.population().counts().minus(before);
    while (!now.isComplete() && System.nanoTime() < untilNs && !isOver()) {
      park(System.nanoTime() + LOOK_NS);
      final Counts later = rig.population().counts().minus(before);
      if (later.received() > now.received()) {
        untilNs = Math.min(System.nanoTime() + patienceNs, beganNs + MAX_DRAINS * patienceNs);
      }
      now = later;
    }
    return now;
  }

  private static void park(final long untilNs) {
    while (untilNs - System.nanoTime() > 0) {
      LockSupport.parkNanos(untilNs - System.nanoTime());
    }
  }
}
