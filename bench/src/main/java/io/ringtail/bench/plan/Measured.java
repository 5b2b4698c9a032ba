// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * What a result file tells a planner about one target.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class Measured {
  private final LabRun run;
  private final TargetResult target;

  private Measured(final LabRun run, final TargetResult target) {
    this.run = run;
    this.target = target;
  }

  /**
   * @param name the target's, or empty where the run has only one
   * @throws IllegalArgumentException if there is no such target, or it had nothing to offer
   */
  public static Measured of(final LabRun run, final String name) {
    final List<String> names = run.targets().stream().map(TargetResult::name).toList();
    if (name.isEmpty() && names.size() != 1) {
      throw new IllegalArgumentException(
          "the result has several targets, choose one with --name: " + String.join(", ", names));
    }
    final TargetResult target =
        run.target(name.isEmpty() ? names.getFirst() : name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no target '" + name + "'; there are " + String.join(", ", names)));
    if (!target.isOffered()) {
      throw new IllegalArgumentException(
          target.name() + " does not offer " + target.notOffered() + ": nothing was measured");
    }
    return new Measured(run, target);
  }

  public String name() {
    return target.name();
  }

  public RateCurve curve() {
    return RateCurve.of(target.rounds());
  }

  /**
   * @throws IllegalArgumentException if no measured rate met the objective
   */
  public RateCurve.Critical critical(final double objectiveMs) {
    return curve()
        .critical(objectiveMs)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    target.name()
                        + ": no measured rate met p99 of "
                        + (long) objectiveMs
                        + " ms; run 'bench saturate' from a lower rate"));
  }

  /**
   * @param serverCores cores the server could use; 0 for all of the machine
   * @param relayFloorNs the relay's cost on the machine to plan for; {@code NaN} if unknown
   */
  public Capacity capacity(
      final double objectiveMs, final int serverCores, final double relayFloorNs) {
    final List<Round> rounds = target.validRounds();
    final double server = Samples.median(Figure.SERVER_CPU.of(rounds));
    final double database = Samples.median(Figure.DATABASE_CPU.of(rounds));
    final double here = run.floor().costNs(FloorCard.RELAY);
    final double speed = here / relayFloorNs;
    return new Capacity(
        critical(objectiveMs).ratePerSecond(),
        serverCores == 0 ? run.machine().cores() : serverCores,
        Double.isNaN(database) ? 0 : database / server,
        bytesPerSession(rounds),
        Double.isNaN(speed) ? 1 : speed);
  }

  private static double bytesPerSession(final List<Round> rounds) {
    return Arrays.stream(
            Samples.known(
                rounds.stream()
                    .map(round -> round.usage().processes().get(Usage.SERVER))
                    .mapToDouble(cost -> cost == null ? Double.NaN : cost.residentBytesPerSession())
                    .toArray()))
        .max()
        .orElse(Double.NaN);
  }
}
