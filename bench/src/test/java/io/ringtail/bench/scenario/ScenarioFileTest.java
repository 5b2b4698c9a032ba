// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
  @TempDir private Path folder;

  @Test
  void shouldReadEveryShippedScenario() {
    for (final String name : ScenarioFile.shipped()) {
      final Scenario scenario = ScenarioFile.read(name, List.of());
      assertEquals(name, scenario.name());
      assertFalse(scenario.text(Key.ABOUT).isEmpty(), name);
    }
  }

  @Test
  void shouldShipAScenarioOfEveryKind() {
    final List<Kind> kinds =
        ScenarioFile.shipped().stream()
            .map(name -> ScenarioFile.read(name, List.of()).kind())
            .toList();
    assertTrue(kinds.containsAll(List.of(Kind.values())));
  }

  @Test
  void shouldNameFileLineAndNearestKeyOfAnUnknownOne() throws IOException {
    final String file = write("kind = \"idle\"\n\n[load]\nraet = 3.0\n");
    final ScenarioException told = fails(file);

    assertTrue(told.getMessage().contains(file + ":4: unknown key 'load.raet'"), told.getMessage());
    assertTrue(told.getMessage().contains("did you mean 'load.rate'?"), told.getMessage());
  }

  @Test
  void shouldTellAllProblemsTogether() throws IOException {
    final String message =
        fails(write("kind = \"idel\"\n[population]\nusers = 0\n[load]\nrate = \"fast\"\n"))
            .getMessage();

    assertTrue(message.contains("kind must be one of one-to-one, idle,"), message);
    assertTrue(message.contains("population.users must be a whole number from 1"), message);
    assertTrue(message.contains("load.rate must be a number from"), message);
  }

  @Test
  void shouldSayWhatIsNoToml() throws IOException {
    assertTrue(fails(write("kind = \n")).getMessage().contains(":1: not TOML"));
  }

  @Test
  void shouldGuessWhichScenarioWasMeant() {
    final String message =
        assertThrows(ScenarioException.class, () -> ScenarioFile.read("one-to-oen", List.of()))
            .getMessage();
    assertTrue(message.contains("did you mean 'one-to-one'?"), message);
  }

  @Test
  void shouldPutOverridesAboveTheFile() {
    final Scenario scenario =
        ScenarioFile.read("one-to-one", List.of("load.rate=70", "load.arrivals=even"));

    assertEquals(70, scenario.number(Key.RATE));
    assertFalse(scenario.isPoisson());
  }

  private String write(final String text) throws IOException {
    return Files.writeString(folder.resolve("mine.toml"), text).toString();
  }

  private static ScenarioException fails(final String file) {
    return assertThrows(ScenarioException.class, () -> ScenarioFile.read(file, List.of()));
  }
}
