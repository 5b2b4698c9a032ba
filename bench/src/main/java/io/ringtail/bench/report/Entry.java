// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.LabRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run and what the user calls it, such as {@code archive off}.
 *
 * <p>Owner: anyone. Allocates: never.
 *
 * @param label may be empty
 */
public record Entry(String label, LabRun run) {
  public static Entry of(final LabRun run) {
    return new Entry("", run);
  }

  /** Scenario and what sets this run apart from the others: its label, or settings that differ. */
  String title(final List<Entry> all) {
    final List<String> parts = new ArrayList<>(List.of(run.scenario()));
    if (!label.isEmpty()) {
      parts.add(label);
      return String.join(", ", parts);
    }
    for (final Map.Entry<String, String> setting : run.settings().entrySet()) {
      final boolean differs =
          all.stream()
              .anyMatch(
                  other -> !setting.getValue().equals(other.run.settings().get(setting.getKey())));
      if (differs) {
        parts.add(setting.getKey() + " " + setting.getValue());
      }
    }
    return String.join(", ", parts);
  }
}
