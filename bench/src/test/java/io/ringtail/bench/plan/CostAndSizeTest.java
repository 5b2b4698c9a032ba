// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.result.SampleRuns;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CostAndSizeTest {
  private static final double CENT = 0.005;

  @TempDir private Path folder;

  @Test
  void shouldReproduceThePublishedCostOfMongooseIm() {
    final PriceTable prices = PriceTable.shipped();
    assertEquals(14.00, published(prices.named("c6id.xlarge")), CENT);
    assertEquals(10.67, published(prices.named("c6gd.xlarge")), CENT);
    assertEquals(8.03, published(prices.named("c7g.xlarge")), CENT);
  }

  private static double published(final Instance instance) {
    return instance.usdPerBillion(instance.publishedPerMinute() / 60);
  }

  @Test
  void shouldCreditOnlyTheCoresThatWereMeasured() {
    final Capacity capacity = new Capacity(20_000, 2, 0.5, 10_000, 1);
    final Instance four = new Instance("t", 4, 8, 0.36, Double.NaN);
    assertEquals(20_000, capacity.ratePerSecond(four));
    assertTrue(capacity.isCapped(four));
    assertEquals(5.0, capacity.usdPerBillion(four), 1e-9);
    assertEquals(7.5, capacity.usdPerBillionWithDatabase(four), 1e-9);
    assertEquals(10_000, capacity.ratePerSecond(new Instance("s", 1, 8, 0.1, Double.NaN)));
  }

  @Test
  void shouldAnswerThePlannersQuestion() {
    final Capacity capacity = new Capacity(4_000, 4, 0, 8_590, 1);
    final Instance instance = new Instance("t", 4, 8, 0.2, Double.NaN);
    final Sizing.Answer answer = new Sizing(1e6, 20, 1, 0.3, 1).on(instance, capacity);
    assertEquals(5_556, answer.peakPerSecond(), 1);
    assertEquals(2, answer.byRate()); // 5556 / (4000 × 0.7)
    assertEquals(2, answer.byMemory()); // 1e6 × 8590 B / (8 GiB × 0.7)
    assertEquals(3, answer.nodes());
    assertEquals(3 * 0.2 * 730, answer.usdPerMonth(), 1e-9);
  }

  @Test
  void shouldRefuseNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new Sizing(0, 20, 1, 0.3, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sizing(1, 20, 0.5, 0.3, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sizing(1, 20, 1, 1, 1));
    final IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PriceTable.parse("p.csv", "a,1,2,3\nb,x,2,3\n"));
    assertTrue(e.getMessage().startsWith("p.csv line 2"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> PriceTable.parse("p.csv", "# nothing\n"));
  }

  @Test
  void shouldPrintTheCostCardAndTheSizingAnswer() {
    final Path file = folder.resolve("run.json");
    ResultFile.write(SampleRuns.run(SampleRuns.target("Sample", 5_000, 10, 11, 12)), file);
    final String cost = run(new CostCommand(), 0, file.toString(), "--p99", "50");
    assertTrue(cost.contains("c7g.xlarge") && cost.contains("8.03"), cost);
    assertTrue(cost.contains("Only 2 cores were measured"), cost);
    final String size =
        run(
            new SizeCommand(),
            0,
            file.toString(),
            "--users",
            "1000000",
            "--instance",
            "c7g.xlarge");
    assertTrue(size.contains("nodes of c7g.xlarge"), size);
  }

  @Test
  void shouldSayWhyThereIsNoAnswer() {
    final Path file = folder.resolve("run.json");
    ResultFile.write(SampleRuns.run(SampleRuns.target("Sample", 5_000, 10)), file);
    assertTrue(
        run(new CostCommand(), 2, file.toString(), "--p99", "1").contains("no measured rate"));
    assertTrue(
        run(new CostCommand(), 2, file.toString(), "--name", "X").contains("there are Sample"));
    assertTrue(
        run(new CostCommand(), 2, file.toString(), "--instance", "m1")
            .contains("no instance 'm1'"));
    assertTrue(run(new SizeCommand(), 2, "none.json", "--users", "1").contains("no such file"));
  }

  private static String run(final Object command, final int expected, final String... args) {
    final StringWriter text = new StringWriter();
    final CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    assertEquals(expected, line.execute(args), text.toString());
    return text.toString();
  }
}
