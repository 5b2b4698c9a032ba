// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.selftest;

import io.ringtail.bench.floor.Floor;
import io.ringtail.bench.relay.Mischief;
import io.ringtail.bench.relay.Relay;
import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.run.Interruption;
import io.ringtail.bench.run.Lab;
import io.ringtail.bench.run.Progress;
import io.ringtail.bench.scenario.ScenarioFile;
import io.ringtail.bench.xmpp.Security;
import io.ringtail.bench.xmpp.Target;
import io.ringtail.bench.xmpp.Target.Transport;
import io.ringtail.bench.xmpp.Target.Users;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures the measure: a relay that does known wrongs, one that pauses, and the lab's own cost
 * beside a bare epoll program's.
 *
 * <p>Owner: main thread. Allocates: per test.
 */
public final class SelfTest {
  /**
   * One comparison.
   *
   * @param passed whether what was reported is what is true
   */
  public record Finding(String what, String truth, String reported, boolean passed) {}

  private static final long DELAY_MS = 500;
  private static final long STALL_MS = 2000;
  private static final double STALL_SEEN_NS = 1.5e9;
  private static final double GENERATOR_LIMIT = 1.5;

  private final Progress progress;

  public SelfTest(final Progress progress) {
    this.progress = progress;
  }

  /** All tests. */
  public List<Finding> run(final int seconds) throws InterruptedException {
    final List<Finding> findings = new ArrayList<>(crooked(seconds));
    findings.add(stalled());
    findings.add(cost());
    return findings;
  }

  /**
   * 15 in 1,000 messages are lost, doubled, delayed, reordered or misrouted, 3 each. Arrivals are
   * even and a second apart in each flow, so that a delay of half a second overtakes nothing.
   */
  public List<Finding> crooked(final int seconds) throws InterruptedException {
    final Mischief mischief = new Mischief(DELAY_MS);
    final Round round;
    try (Relay relay = Relay.start(0, mischief)) {
      round =
          measure(
              relay,
              FloorCard.notMeasured(),
              "population.users=210", // no two deeds meet in one flow
              "load.rate=200",
              "phases.measure_s=" + seconds,
              "phases.late_after_ms=" + DELAY_MS / 2);
    }
    final Round.Checks checks = round.checks();
    final double late = round.usage().figures().get("later than the limit");
    return List.of(
        same("lost", mischief.lost(), checks.lost()),
        same("doubled", mischief.doubled(), checks.doubled()),
        same("reordered", mischief.reordered(), checks.reordered()),
        same("misrouted", mischief.misrouted(), checks.misrouted()),
        same("delayed", mischief.late(), (long) late),
        new Finding(
            "a window with faults is void",
            "void",
            round.validity().isValid() ? "valid" : "void",
            !round.validity().isValid()));
  }

  /** A pause of two seconds in the middle: no coordinated omission may hide it. */
  public Finding stalled() throws InterruptedException {
    final Round round;
    try (Relay relay = Relay.start(0)) {
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> relay.stall(STALL_MS));
      round =
          measure(
              relay,
              FloorCard.notMeasured(),
              "population.users=100",
              "load.rate=500",
              "phases.measure_s=6");
    }
    final double tail = round.latency().histogram().getValueAtPercentile(99.9);
    return new Finding(
        "p99.9 of a server that pauses for 2 s",
        "about 2 s",
        Progress.time(tail),
        tail > STALL_SEEN_NS);
  }

  /** The generator beside a bare epoll program, both against the minimal relay at one rate. */
  public Finding cost() throws InterruptedException {
    final int users = 1000;
    final double rate = 5000;
    progress.step("measuring the floor of this machine");
    final FloorCard floor =
        new Floor(240, users, rate).measure(Path.of(System.getProperty("java.io.tmpdir")));
    final Round round;
    try (Relay relay = Relay.start(0)) {
      round =
          measure(
              relay,
              floor,
              "population.users=" + users,
              "load.rate=" + rate,
              "load.arrivals=even",
              "load.body_bytes=150",
              "phases.warm_up_s=6",
              "phases.warm_up_max_s=6",
              "phases.measure_s=6");
    }
    final double own = round.usage().cpuUsPerStanza(Usage.GENERATOR);
    final double bare = floor.costNs(FloorCard.EPOLL_CLIENT) / 1e3;
    return new Finding(
        "CPU per message sent and received, beside a bare epoll program's",
        String.format(Locale.ROOT, "%.2f us, at most %.1f times", bare, GENERATOR_LIMIT),
        String.format(Locale.ROOT, "%.2f us, %.2f times", own, own / bare),
        own <= GENERATOR_LIMIT * bare);
  }

  private static Finding same(final String what, final long truth, final long reported) {
    return new Finding(what, Long.toString(truth), Long.toString(reported), truth == reported);
  }

  private Round measure(final Relay relay, final FloorCard floor, final String... overrides)
      throws InterruptedException {
    final List<String> all =
        new ArrayList<>(
            List.of(
                "load.arrivals=even",
                "phases.warm_up_s=0",
                "phases.warm_up_max_s=0",
                "phases.repeats=1"));
    all.addAll(List.of(overrides));
    final Target target =
        new Target(
            "relay",
            Transport.RELAY,
            "127.0.0.1",
            relay.port(),
            "",
            Security.PLAIN,
            new Users("localhost", "user", "", "auto"));
    final Lab.Order order =
        new Lab.Order(
            ScenarioFile.read("one-to-one", all), List.of(target), Map.of(), 1, false, floor, null);
    try (Lab lab = new Lab(order, progress, new Interruption())) {
      lab.open();
      lab.repeat();
      return lab.result().targets().get(0).rounds().get(0);
    }
  }
}
