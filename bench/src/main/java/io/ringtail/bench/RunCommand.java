// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.floor.Floor;
import io.ringtail.bench.plan.SaturationSearch;
import io.ringtail.bench.report.Entry;
import io.ringtail.bench.report.ReportPage;
import io.ringtail.bench.report.TerminalSummary;
import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.run.Interruption;
import io.ringtail.bench.run.Lab;
import io.ringtail.bench.run.Progress;
import io.ringtail.bench.run.Rig;
import io.ringtail.bench.run.Summary;
import io.ringtail.bench.scenario.Key;
import io.ringtail.bench.scenario.Scenario;
import io.ringtail.bench.scenario.ScenarioException;
import io.ringtail.bench.scenario.ScenarioFile;
import io.ringtail.bench.scenario.TargetException;
import io.ringtail.bench.xmpp.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs a scenario against one or more servers.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Measures servers by a scenario; targets take turns. The word 'run' may be left out:",
      "  bench one-to-one --target a=127.0.0.1:5222 --target b=127.0.0.1:5322 --pid a/server=123"
    })
final class RunCommand implements Callable<Integer> {
  private static final int BAD_INPUT = 2;
  private static final int VOID = 1;
  private static final int MARKUP_BYTES = 90;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Parameters(
      index = "0",
      paramLabel = "SCENARIO",
      description = "Name of a shipped scenario (see 'bench scenarios') or a TOML file.")
  private String scenario;

  @Mixin private TargetSpecs specs;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the scenario.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--rate", description = "Operations per second: --set load.rate.")
  private Double rate;

  @Option(names = "--users", description = "Sessions online: --set population.users.")
  private Integer users;

  @Option(names = "--seconds", description = "Seconds of a window: --set phases.measure_s.")
  private Double seconds;

  @Option(names = "--repeats", description = "Windows per target: --set phases.repeats.")
  private Integer repeats;

  @Option(names = "--loops", description = "Threads of the generator; one per two cores if unset.")
  private int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @Option(names = "--create-accounts", description = "Creates missing accounts (XEP-0077).")
  private boolean create;

  @Option(
      names = "--saturation",
      description = {
        "Searches the highest rates that meet p99 of 10 to 100 ms, from load.rate upwards,",
        "instead of repeating one rate; 'bench saturate SCENARIO' is short for it."
      })
  private boolean saturation;

  @Option(
      names = "--no-floor",
      description = "Leaves the floor card out: seconds less, no multiples.")
  private boolean noFloor;

  @Option(names = "--out", description = "Folder for the results; bench-results/… if unset.")
  private Path out;

  private final Interruption interruption = new Interruption();

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (final ScenarioException | TargetException e) {
      System.err.println("bench: " + e.getMessage());
      return BAD_INPUT;
    }
  }

  private int run() throws InterruptedException {
    final Scenario what = ScenarioFile.read(scenario, allOverrides());
    final List<Target> targets = specs.targets();
    final Progress progress = new Progress(System.err, System.console() != null);
    final Lab.Order order =
        new Lab.Order(
            what, targets, specs.processes(targets), loops, create, floor(what, progress), out);
    final Thread main = Thread.currentThread();
    final Thread hook = new Thread(() -> stop(main), "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try (Lab lab = new Lab(order, progress, interruption)) {
      lab.open();
      measure(lab, what);
      progress.clear();
      final LabRun result = lab.result();
      Summary.of(result).forEach(System.out::println);
      write(lab, result);
      final boolean valid =
          result.targets().stream()
              .allMatch(target -> !target.isOffered() || !target.validRounds().isEmpty());
      return valid && !result.partial() ? 0 : VOID;
    }
  }

  private void measure(final Lab lab, final Scenario what) throws InterruptedException {
    if (!saturation) {
      lab.repeat();
      return;
    }
    for (final Rig rig : lab.rigs()) {
      final SaturationSearch.Plan plan = SaturationSearch.Plan.from(what.number(Key.RATE));
      new SaturationSearch(
              perSecond ->
                  lab.measure(
                      rig, perSecond, String.format(Locale.ROOT, "%,.0f per second", perSecond)),
              plan)
          .run();
    }
  }

  private FloorCard floor(final Scenario what, final Progress progress)
      throws InterruptedException {
    if (noFloor) {
      return FloorCard.notMeasured();
    }
    progress.step("measuring the floor of this machine");
    final int messageBytes = what.whole(Key.BODY_BYTES) + MARKUP_BYTES;
    return new Floor(messageBytes, what.whole(Key.USERS), what.number(Key.RATE))
        .measure(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private void stop(final Thread main) {
    interruption.want();
    try {
      main.join(15_000);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(final Lab lab, final LabRun result) {
    final Path folder =
        out == null
            ? Path.of("bench-results", result.scenario() + '-' + STAMP.format(result.started()))
            : out;
    ResultFile.write(result, folder.resolve("result.json"));
    lab.writeLogs(folder);
    final Path page = folder.resolve("report.html");
    final List<Entry> entries = List.of(Entry.of(result));
    try {
      Files.writeString(page, new ReportPage(entries).html(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.print(TerminalSummary.of(entries));
    System.out.println("report: " + page.toAbsolutePath().normalize());
  }

  private List<String> allOverrides() {
    final List<String> all = new ArrayList<>(overrides);
    add(all, "load.rate", rate);
    add(all, "population.users", users);
    add(all, "phases.measure_s", seconds);
    add(all, "phases.repeats", repeats);
    return all;
  }

  private static void add(final List<String> all, final String key, final Object value) {
    if (value != null) {
      all.add(key + '=' + value);
    }
  }
}
