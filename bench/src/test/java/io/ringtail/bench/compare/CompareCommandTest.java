// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Machine;
import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.SampleRuns;
import io.ringtail.bench.result.TargetResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
  private static final double[] BASE = {10.0, 10.2, 9.9, 10.1, 10.3};

  @TempDir private Path folder;

  @Test
  void shouldFailTheGateOnTenPercent() {
    final String text = compare(CompareCommand.WORSE, run(BASE), run(11.0, 11.2, 10.9, 11.1, 11.3));
    assertTrue(text.contains("WORSE (p = 0.008)"), text);
  }

  @Test
  void shouldPassOnNoiseAndOnImprovement() {
    compare(0, run(BASE), run(10.1, 9.8, 10.3, 10.0, 10.2));
    assertTrue(compare(0, run(BASE), run(8.9, 9.1, 8.8, 9.0, 9.2)).contains("better"));
  }

  @Test
  void shouldNotDecideWithTooFewRounds() {
    compare(CompareCommand.UNDECIDED, run(BASE), run(20, 21));
  }

  @Test
  void shouldFailOnWrongMessagesWhateverTheFigures() {
    final Round sample = SampleRuns.round(0, 1000, 10, 2e6);
    final Round lossy =
        new Round(
            0,
            sample.load(),
            sample.sessions(),
            sample.rates(),
            new Round.Checks(1000, 997, 3, 0, 0, 0, 0),
            sample.latency(),
            sample.usage(),
            sample.timeline(),
            sample.validity());
    final LabRun after =
        SampleRuns.run(
            TargetResult.of("A", "a", "", List.of(), List.of(lossy, lossy, lossy, lossy)));
    assertTrue(compare(CompareCommand.WORSE, run(BASE), after).contains("lost 3"));
  }

  @Test
  void shouldCompareMultiplesOfTheFloorAcrossMachines() {
    final LabRun slow = run(20.0, 20.4, 19.8, 20.2, 20.6);
    final SequencedMap<String, Double> floor = new LinkedHashMap<>();
    floor.put(FloorCard.RELAY, 2 * slow.floor().costNs(FloorCard.RELAY));
    final LabRun elsewhere =
        new LabRun(
            slow.scenario(),
            slow.started(),
            new Machine("Slow CPU", 2, 1L << 30, "Linux", "Java"),
            new FloorCard(floor),
            slow.settings(),
            slow.targets(),
            false);
    assertTrue(
        compare(0, run(BASE), elsewhere).contains("multiples of each machine's relay floor"));
  }

  @Test
  void shouldSayThatTwoResultsHaveNothingInCommon() {
    final String text =
        compare(
            CompareCommand.UNUSABLE, run(BASE), SampleRuns.run(SampleRuns.target("A", 2000, BASE)));
    assertTrue(text.contains("no target was measured at the same rate"), text);
  }

  private static LabRun run(final double... cpuUs) {
    return SampleRuns.run(SampleRuns.target("A", 1000, cpuUs));
  }

  private String compare(final int expected, final LabRun before, final LabRun after) {
    ResultFile.write(before, folder.resolve("a.json"));
    ResultFile.write(after, folder.resolve("b.json"));
    final StringWriter text = new StringWriter();
    final CommandLine line = new CommandLine(new CompareCommand());
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    final int code =
        line.execute(folder.resolve("a.json").toString(), folder.resolve("b.json").toString());
    assertEquals(expected, code, text.toString());
    return text.toString();
  }
}
