// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.bench.scenario.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  @Test
  void shouldHideNoScenarioBehindACommand() {
    final List<String> hidden = new ArrayList<>(ScenarioFile.shipped());
    hidden.retainAll(Bench.commands().getSubcommands().keySet());
    assertEquals(List.of(), hidden);
  }
}
