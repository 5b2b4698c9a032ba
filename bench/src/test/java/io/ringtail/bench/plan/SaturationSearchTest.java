// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.result.Latency;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.Rates;
import io.ringtail.bench.result.Round.Validity;
import io.ringtail.bench.result.SampleRuns;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Against an M/M/1 queue: its p99 is ln(100) / (μ − λ), so every critical rate is known. */
class SaturationSearchTest {
  private static final double SERVICE_PER_SECOND = 10_000;
  private static final double GENERATOR_PER_SECOND = 4_000;

  private final List<Double> asked = new ArrayList<>();

  @Test
  void shouldBracketTheCriticalRateOfEveryObjective() throws InterruptedException {
    final List<Round> rounds =
        new SaturationSearch(this::queue, SaturationSearch.Plan.from(500)).run();
    final RateCurve curve = RateCurve.of(rounds);
    for (final int objectiveMs : RateCurve.OBJECTIVES_MS) {
      final double truth = SERVICE_PER_SECOND - Math.log(100) / (objectiveMs / 1e3);
      final RateCurve.Critical critical = curve.critical(objectiveMs).orElseThrow();
      assertTrue(critical.isBracketed());
      assertTrue(critical.ratePerSecond() <= truth, objectiveMs + ": " + critical);
      assertTrue(critical.failedAt() >= truth, objectiveMs + ": " + critical);
      assertTrue(critical.failedAt() - critical.ratePerSecond() <= 0.1 * critical.failedAt());
    }
    assertTrue(asked.size() <= 14, "asked for " + asked);
  }

  @Test
  void shouldFindTheKneeWhereLatencyTurnsUp() {
    final List<Round> rounds = new ArrayList<>();
    for (double rate = 1000; rate < SERVICE_PER_SECOND; rate += 500) {
      rounds.add(queue(rate));
    }
    final RatePoint knee = RateCurve.of(rounds).knee().orElseThrow();
    final double utilisation = knee.ratePerSecond() / SERVICE_PER_SECOND;
    assertTrue(utilisation >= 0.75 && utilisation <= 0.95, "knee at " + utilisation);
  }

  @Test
  void shouldFindNoKneeInAStraightLine() {
    final List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      rounds.add(round(1000 * i, 1e6 * i, List.of()));
    }
    assertTrue(RateCurve.of(rounds).knee().isEmpty());
  }

  @Test
  void shouldNotBlameTheServerForTheGenerator() throws InterruptedException {
    final RateProbe probe =
        rate ->
            rate > GENERATOR_PER_SECOND
                ? round(rate, 1e6, List.of("generator core at 97 %"))
                : queue(rate);
    final List<Round> rounds = new SaturationSearch(probe, SaturationSearch.Plan.from(500)).run();
    final RateCurve.Critical critical = RateCurve.of(rounds).critical(50).orElseThrow();
    assertFalse(critical.isBracketed());
    assertTrue(critical.generatorBound());
    assertTrue(critical.ratePerSecond() <= GENERATOR_PER_SECOND);
  }

  @Test
  void shouldLookBelowTheFirstRateIfThatIsTooMuch() throws InterruptedException {
    final List<Round> rounds =
        new SaturationSearch(this::queue, SaturationSearch.Plan.from(16_000)).run();
    final double found = RateCurve.of(rounds).critical(50).orElseThrow().ratePerSecond();
    assertEquals(9_900, found, 1_000);
  }

  @Test
  void shouldBlameTheServerIfItFellBehindInAVoidRound() {
    final List<Round> rounds = List.of(queue(1_000), round(20_000, 5e9, List.of("1,234 lost")));
    final RateCurve.Critical critical = RateCurve.of(rounds).critical(50).orElseThrow();
    assertTrue(critical.isBracketed());
    assertFalse(critical.generatorBound());
  }

  private Round queue(final double rate) {
    asked.add(rate);
    final double p99Ns =
        rate < SERVICE_PER_SECOND ? Math.log(100) / (SERVICE_PER_SECOND - rate) * 1e9 : 5e9;
    return round(rate, p99Ns, List.of());
  }

  private static Round round(final double rate, final double p99Ns, final List<String> reasons) {
    final Round sample = SampleRuns.round(0, rate, 10, 1e6);
    final Histogram histogram = new Histogram(3);
    histogram.recordValueWithCount((long) (p99Ns / 6), 900);
    histogram.recordValueWithCount((long) p99Ns, 100);
    return new Round(
        0,
        sample.load(),
        sample.sessions(),
        new Rates(10, rate, rate, Math.min(rate, SERVICE_PER_SECOND)),
        sample.checks(),
        Latency.of(histogram),
        sample.usage(),
        List.of(),
        new Validity(reasons, false));
  }
}
