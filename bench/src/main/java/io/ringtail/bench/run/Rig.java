// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.netty.handler.ssl.SslContext;
import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.scenario.Key;
import io.ringtail.bench.scenario.Kind;
import io.ringtail.bench.scenario.Lines;
import io.ringtail.bench.scenario.Offer;
import io.ringtail.bench.scenario.Population;
import io.ringtail.bench.scenario.Preparation;
import io.ringtail.bench.scenario.Probe;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.scenario.Works;
import io.ringtail.bench.usage.Processes;
import io.ringtail.bench.xmpp.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One target made ready to be measured: probed, its users online, what the scenario needs prepared.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
public final class Rig {
  private static final int FIRST_SHARE = 10;

  private final Target target;
  private final Scenario scenario;
  private final SequencedMap<String, Processes> processes;
  private final List<Lines> lines;
  private final Progress progress;
  private final Map<String, Double> bytesPerSession = new LinkedHashMap<>();
  private Offer offer;
  private Population population;

  public Rig(
      final Target target,
      final Scenario scenario,
      final SequencedMap<String, Processes> processes,
      final List<LoadLoop> loops,
      final SslContext tls,
      final Progress progress) {
    this.target = target;
    this.scenario = scenario;
    this.processes = processes;
    this.progress = progress;
    final int sources = Limits.here().sources(target, scenario.whole(Key.USERS));
    this.lines = loops.stream().map(loop -> new Lines(target, loop, tls, sources)).toList();
  }

  /** What the scenario needs and the target lacks; empty when it can be measured. */
  public List<String> probe(final boolean create) throws InterruptedException {
    progress.step(target.name() + ": asking what it offers");
    offer = Probe.ask(lines.get(0), target.users().account(0, 0), create);
    return scenario.kind().needs().stream().filter(need -> !offer.has(need)).toList();
  }

  /** Brings everybody online; throws when somebody cannot. */
  public void populate(final boolean create, final int run) throws InterruptedException {
    final Works works = new Works(scenario, offer, run, lines.size());
    population = new Population(target, works, lines);
    if (works.startsOnline()) {
      comeOnline(create);
      progress.step(target.name() + ": preparing");
      new Preparation(scenario, offer, population.sessions()).run();
    }
    population.mustered();
  }

  private void comeOnline(final boolean create) throws InterruptedException {
    final int users = scenario.whole(Key.USERS);
    final int first = Math.max(1, users / FIRST_SHARE);
    progress.step(target.name() + ": logging in");
    population.comeOnline(create, first, this::online);
    settle();
    final Map<String, Long> before = resident();
    population.comeOnline(create, users, this::online);
    settle();
    final Map<String, Long> after = resident();
    before.forEach(
        (label, bytes) ->
            bytesPerSession.put(
                label,
                users == first
                    ? Double.NaN
                    : (after.get(label) - bytes) / (double) (users - first)));
  }

  private void online(final int ready) {
    final int users = scenario.whole(Key.USERS);
    progress.show(ready / (double) users, ready + " of " + users + " sessions");
  }

  /** Only where memory is what is measured it is worth waiting for. */
  private void settle() {
    if (scenario.kind() == Kind.IDLE) {
      LockSupport.parkNanos(scenario.nanos(Key.WARM_UP_S));
    }
  }

  private Map<String, Long> resident() {
    final Map<String, Long> bytes = new LinkedHashMap<>();
    processes.forEach((label, tree) -> bytes.put(label, tree.look().residentBytes()));
    return bytes;
  }

  public void close() throws InterruptedException {
    if (population != null) {
      population.leave();
    }
  }

  public Target target() {
    return target;
  }

  public Scenario scenario() {
    return scenario;
  }

  public Offer offer() {
    return offer;
  }

  public Population population() {
    return population;
  }

  public SequencedMap<String, Processes> processes() {
    return processes;
  }

  /** Resident memory that a session added, {@code NaN} where it is not known. */
  double bytesPerSession(final String label) {
    return bytesPerSession.getOrDefault(label, Double.NaN);
  }
}
