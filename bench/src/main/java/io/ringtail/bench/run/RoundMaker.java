// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.load.LoopStats;
import io.ringtail.bench.result.Latency;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.Checks;
import io.ringtail.bench.result.Round.LoadModel;
import io.ringtail.bench.result.Round.Point;
import io.ringtail.bench.result.Round.Rates;
import io.ringtail.bench.result.Round.Validity;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.result.Usage.GcPauses;
import io.ringtail.bench.result.Usage.ProcessCost;
import io.ringtail.bench.scenario.Counts;
import io.ringtail.bench.scenario.Kind;
import io.ringtail.bench.scenario.Population;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.scenario.Work;
import io.ringtail.bench.usage.Accounts;
import io.ringtail.bench.usage.GcLook;
import io.ringtail.bench.usage.MachineUsage;
import io.ringtail.bench.usage.Processes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.HdrHistogram.Histogram;

/**
 * Makes the record of a window from the looks at its two ends.
 *
 * <p>Owner: main thread. Allocates: per window.
 */
final class RoundMaker {
  /**
   * What else the window found.
   *
   * @param gcAfter of the processes that are JVMs
   * @param cut whether it ended early
   */
  record Findings(
      int index,
      double offered,
      Counts counts,
      long errors,
      Histogram lateness,
      List<Point> timeline,
      Map<String, GcLook> gcAfter,
      Steadiness steadiness,
      boolean cut) {}

  private final Rig rig;
  private final Scenario scenario;
  private final Gauge.Reading first;
  private final Gauge.Reading last;
  private final Accounts from;
  private final Accounts to;
  private final double delivered;

  RoundMaker(
      final Rig rig,
      final Gauge.Reading first,
      final Gauge.Reading last,
      final Accounts from,
      final Accounts to) {
    this.rig = rig;
    this.scenario = rig.scenario();
    this.first = first;
    this.last = last;
    this.from = from;
    this.to = to;
    this.delivered = last.delivered() - first.delivered();
  }

  Round make(final Findings found) throws InterruptedException {
    final Histogram latency = LoopStats.newHistogram();
    final SequencedMap<String, Double> figures = new LinkedHashMap<>();
    final String[] firstError = {null};
    for (final Work work : rig.population().works()) {
      Population.onLoop(
          work,
          () -> {
            final LoopStats stats = work.loop().stats();
            latency.add(stats.measured());
            figures.merge("later than the limit", (double) stats.late(), Double::sum);
            firstError[0] = firstError[0] == null ? stats.firstError() : firstError[0];
            work.figures(figures);
            return null;
          });
    }
    figures(figures, found);
    final Checks checks = checks(found);
    final Gates gates =
        new Gates(
            found.lateness().getValueAtPercentile(99),
            latency.getValueAtPercentile(99),
            last.busiest(first),
            foreignShare(),
            machine().stealSeconds() / machine().allSeconds(),
            checks,
            firstError[0]);
    return new Round(
        found.index(),
        model(),
        rig.population().ready(),
        rates(found),
        checks,
        Latency.of(latency),
        usage(figures, found),
        found.timeline(),
        new Validity(gates.reasons(), found.cut()));
  }

  private LoadModel model() {
    if (!scenario.isOpen()) {
      return LoadModel.CLOSED;
    }
    return scenario.isPoisson() ? LoadModel.OPEN_POISSON : LoadModel.OPEN_EVEN;
  }

  private Rates rates(final Findings found) {
    final double seconds = last.seconds(first);
    final double offered = scenario.kind() == Kind.IDLE ? 0 : found.offered();
    return new Rates(
        seconds,
        scenario.isOpen() ? offered : Double.NaN,
        (last.operations() - first.operations()) / seconds,
        delivered / seconds);
  }

  private static Checks checks(final Findings found) {
    final Counts counts = found.counts();
    return new Checks(
        counts.expected(),
        counts.received(),
        Math.max(0, counts.expected() - counts.received()),
        counts.doubled(),
        counts.reordered(),
        counts.misrouted(),
        found.errors());
  }

  private MachineUsage machine() {
    return to.machine().minus(from.machine());
  }

  private double foreignShare() {
    double known = to.selfSeconds() - from.selfSeconds();
    for (final String label : to.trees().keySet()) {
      known += rig.processes().get(label).isHere() ? cpuSeconds(label) : 0;
    }
    // Where the target's processes are not known here, nothing can be told apart.
    return to.trees().isEmpty()
        ? 0
        : Math.max(0, machine().workSeconds() - known) / machine().allSeconds();
  }

  private double cpuSeconds(final String label) {
    return to.trees().get(label).cpuSeconds() - from.trees().get(label).cpuSeconds();
  }

  private Usage usage(final SequencedMap<String, Double> figures, final Findings found) {
    final SequencedMap<String, ProcessCost> processes = new LinkedHashMap<>();
    final double seconds = (to.atNs() - from.atNs()) / 1e9;
    double writes = Double.NaN;
    double slab = to.machine().slabBytes();
    for (final String label : to.trees().keySet()) {
      final Processes.Look end = to.trees().get(label);
      final double cpu = cpuSeconds(label);
      processes.put(
          label,
          new ProcessCost(
              perStanza(cpu * 1e6),
              cpu / seconds,
              end.residentBytes(),
              rig.bytesPerSession(label),
              pauses(label, found)));
      if (label.equals(Usage.SERVER)) {
        slab = end.slabBytes();
        writes = perStanza(end.writes() - from.trees().get(label).writes());
      }
    }
    final double loops = last.cpuNs(first);
    processes.put(
        Usage.GENERATOR,
        new ProcessCost(perStanza(loops / 1e3), last.busiest(first), Double.NaN, Double.NaN, null));
    return new Usage(processes, slab, perStanza(last.bytesIn() - first.bytesIn()), writes, figures);
  }

  private GcPauses pauses(final String label, final Findings found) {
    final GcLook before = from.gc().get(label);
    final GcLook after = found.gcAfter().get(label);
    return before == null || after == null ? null : after.since(before);
  }

  private double perStanza(final double all) {
    return delivered > 0 ? all / delivered : Double.NaN;
  }

  private void figures(final SequencedMap<String, Double> into, final Findings found) {
    into.put("generator lateness p99, us", found.lateness().getValueAtPercentile(99) / 1e3);
    into.put(
        "generator bytes allocated per stanza", perStanza(last.allocated() - first.allocated()));
    into.put("generator bytes sent per stanza", perStanza(last.bytesOut() - first.bytesOut()));
    into.put("foreign CPU, percent of the machine", foreignShare() * 100);
    into.put(
        "kernel CPU of interrupts, percent of the machine",
        machine().kernelSeconds() / machine().allSeconds() * 100);
    into.put("kernel TCP buffers, bytes", (double) to.machine().socketBytes());
    into.put("steady after the warm-up", found.steadiness().isSteady() ? 1.0 : 0.0);
    to.trees()
        .forEach(
            (label, end) -> {
              final Processes.Look start = from.trees().get(label);
              into.put(
                  label + " bytes written per stanza",
                  perStanza(end.writtenBytes() - start.writtenBytes()));
              into.put(
                  label + " bytes to disk per stanza",
                  perStanza(end.diskBytes() - start.diskBytes()));
            });
  }
}
