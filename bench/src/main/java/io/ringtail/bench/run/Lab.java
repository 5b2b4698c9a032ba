// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.netty.handler.ssl.SslContext;
import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.IntervalLog;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Machine;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.scenario.Key;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.usage.Processes;
import io.ringtail.bench.xmpp.Security;
import io.ringtail.bench.xmpp.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs one scenario against targets that take turns: A B A B.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
public final class Lab implements AutoCloseable {
  /**
   * What a run is told.
   *
   * @param processes by target name, then by label
   * @param create whether accounts are to be created (XEP-0077)
   * @param floor what was measured before, or nothing
   * @param output folder for interval logs, or null
   */
  public record Order(
      Scenario scenario,
      List<Target> targets,
      Map<String, SequencedMap<String, Processes>> processes,
      int loops,
      boolean create,
      FloorCard floor,
      Path output) {}

  private final Order order;
  private final Progress progress;
  private final Interruption interruption;
  private final Instant started = Instant.now();
  private final int run = ThreadLocalRandom.current().nextInt();
  private final List<LoadLoop> loops = new ArrayList<>();
  private final List<Rig> rigs = new ArrayList<>();
  private final Map<Rig, List<Round>> rounds = new LinkedHashMap<>();
  private final Map<Rig, List<Interval>> intervals = new LinkedHashMap<>();
  private final Map<String, TargetResult> notOffered = new LinkedHashMap<>();
  private int index;

  public Lab(final Order order, final Progress progress, final Interruption interruption) {
    this.order = order;
    this.progress = progress;
    this.interruption = interruption;
    for (int i = 0; i < order.loops(); i++) {
      loops.add(new LoadLoop(i));
    }
  }

  /** Probes, logs in and prepares every target; those that lack a feature take no part. */
  public void open() throws InterruptedException {
    Limits.here().checkFiles(order.scenario().whole(Key.USERS) * order.targets().size());
    final SslContext tls =
        order.targets().stream().allMatch(target -> target.security() == Security.PLAIN)
            ? null
            : Encryption.client();
    for (final Target target : order.targets()) {
      final Rig rig =
          new Rig(
              target,
              order.scenario(),
              order.processes().getOrDefault(target.name(), new LinkedHashMap<>()),
              loops,
              tls,
              progress);
      final List<String> missing = rig.probe(order.create());
      if (missing.isEmpty()) {
        rig.populate(order.create(), run);
        rigs.add(rig);
        rounds.put(rig, new ArrayList<>());
        intervals.put(rig, new ArrayList<>());
      } else {
        progress.say(target.name() + ": not offered: " + String.join(", ", missing));
        notOffered.put(
            target.name(),
            TargetResult.notOffered(
                target.name(),
                address(target),
                rig.offer().software(),
                String.join(", ", missing)));
      }
    }
  }

  /** Measures every target once at this rate, in turn. */
  public void turn(final double ratePerSecond, final String title) throws InterruptedException {
    for (final Rig rig : rigs) {
      if (interruption.isWanted()) {
        return;
      }
      if (isOut(rig)) {
        continue;
      }
      measure(rig, ratePerSecond, title);
    }
  }

  /** A target whose last window had to be cut short, without being told to, is of no more use. */
  private boolean isOut(final Rig rig) {
    final List<Round> done = rounds.get(rig);
    return !done.isEmpty() && done.getLast().validity().partial();
  }

  /** Measures one target once. */
  public Round measure(final Rig rig, final double ratePerSecond, final String title)
      throws InterruptedException {
    final Window window = new Window(rig, loops, progress, interruption);
    final Round round = window.measure(index++, ratePerSecond, rig.target().name() + ", " + title);
    rounds.get(rig).add(round);
    intervals.get(rig).addAll(window.intervals());
    progress.say(Summary.line(rig.target().name(), round));
    return round;
  }

  /** All repeats of the scenario. */
  public void repeat() throws InterruptedException {
    final int repeats = order.scenario().whole(Key.REPEATS);
    for (int i = 1; i <= repeats && !interruption.isWanted(); i++) {
      turn(order.scenario().number(Key.RATE), "window " + i + " of " + repeats);
    }
  }

  public List<Rig> rigs() {
    return rigs;
  }

  /** What was found so far. */
  public LabRun result() {
    final List<TargetResult> results = new ArrayList<>();
    for (final Target target : order.targets()) {
      if (notOffered.containsKey(target.name())) {
        results.add(notOffered.get(target.name()));
      }
      for (final Rig rig : rigs) {
        if (rig.target() == target) {
          results.add(
              TargetResult.of(
                  target.name(),
                  address(target),
                  rig.offer().software(),
                  rig.scenario().kind().needs(),
                  rounds.get(rig)));
        }
      }
    }
    return new LabRun(
        order.scenario().name(),
        started,
        Machine.here(),
        order.floor(),
        order.scenario().settings(),
        results,
        interruption.isWanted());
  }

  /** Writes one interval log per target. */
  public void writeLogs(final Path folder) {
    intervals.forEach(
        (rig, log) -> {
          final String name = rig.target().name();
          final String scenario = order.scenario().name();
          try (IntervalLog file =
              new IntervalLog(
                  folder.resolve(name + ".hlog"), started, scenario + " against " + name)) {
            log.forEach(one -> file.append(one.latency(), one.from(), one.to()));
          }
        });
  }

  private static String address(final Target target) {
    return target.host() + ':' + target.port();
  }

  @Override
  public void close() {
    try {
      for (final Rig rig : rigs) {
        rig.close();
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (final LoadLoop loop : loops) {
      loop.close();
    }
  }
}
