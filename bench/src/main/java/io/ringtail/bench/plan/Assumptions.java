// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sentences under a plan: what it rests on.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
final class Assumptions {
  private Assumptions() {}

  static String of(
      final Capacity capacity, final boolean speedKnown, final List<Instance> instances) {
    final List<String> lines = new ArrayList<>();
    lines.add(
        speedKnown
            ? String.format(
                Locale.ROOT,
                "A core there counts as %.2f cores here: the ratio of the two machines' floors.",
                capacity.speed())
            : "A core there counts as a core here; measure its floor and give --relay-floor-ns.");
    if (instances.stream().anyMatch(capacity::isCapped)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Only %d cores were measured, so only %d of each instance are credited: no"
                  + " extrapolation.",
              capacity.serverCores(),
              capacity.serverCores()));
    }
    if (capacity.databaseCpuShare() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "The database takes %.0f %% of the server's CPU per message, bought at the same"
                  + " price; its disks and a managed service's surcharge come on top.",
              capacity.databaseCpuShare() * 100));
    }
    lines.add("The generator shared this machine unless the server had cores of its own.");
    return String.join(System.lineSeparator(), lines);
  }
}
