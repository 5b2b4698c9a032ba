// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.scenario.Key;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.scenario.ScenarioFile;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Lists the shipped scenarios and the keys that a scenario may have.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(name = "scenarios", description = "List the shipped scenarios and all their keys.")
final class ScenariosCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    for (final String name : ScenarioFile.shipped()) {
      final Scenario scenario = ScenarioFile.read(name, List.of());
      System.out.printf(Locale.ROOT, "%-18s %s%n", name, scenario.text(Key.ABOUT));
    }
    System.out.println();
    for (final Key key : Key.values()) {
      System.out.printf(
          Locale.ROOT, "%-24s %s (default %s)%n", key.path(), key.help(), key.byDefault());
    }
    return 0;
  }
}
