// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One run of one scenario against one or more targets, on one machine.
 *
 * <p>Owner: anyone. Allocates: once per run.
 *
 * @param scenario its name, such as {@code one-to-one}
 * @param settings the scenario's keys as they were used, in the order to show them
 * @param partial whether somebody stopped the run before its end
 */
public record LabRun(
    String scenario,
    Instant started,
    Machine machine,
    FloorCard floor,
    SequencedMap<String, String> settings,
    List<TargetResult> targets,
    boolean partial) {
  public LabRun {
    settings = Maps.ordered(settings);
    targets = List.copyOf(targets);
  }

  public Optional<TargetResult> target(final String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }
}
