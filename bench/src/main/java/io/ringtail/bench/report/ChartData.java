// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.bench.plan.RateCurve;
import io.ringtail.bench.plan.RatePoint;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What the page's script draws, as JSON: one entry per run, with its percentile curves, its
 * rate–latency curves and its timelines.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
final class ChartData {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double NS_PER_MS = 1e6;
  private static final int POINTS_PER_DECADE = 12;
  private static final int DECADES = 5;

  /** A curve needs this many rates to be drawn. */
  static final int MIN_RATES = 3;

  private ChartData() {}

  /** JSON that may stand inside a script element. */
  static String of(final List<List<Standing>> runs) {
    final ArrayNode root = MAPPER.createArrayNode();
    runs.forEach(standings -> root.add(run(standings)));
    try {
      return MAPPER.writeValueAsString(root).replace("<", "\\u003c");
    } catch (final JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode run(final List<Standing> standings) {
    final ObjectNode run = MAPPER.createObjectNode();
    final ArrayNode percentiles = run.putArray("percentiles");
    final ArrayNode curves = run.putArray("curves");
    final ArrayNode timelines = run.putArray("timelines");
    for (final Standing standing : standings) {
      if (!standing.rounds().isEmpty()) {
        percentile(named(percentiles, standing), standing.pooled());
        timeline(named(timelines, standing), standing.rounds());
      }
      final RateCurve curve = RateCurve.of(standing.target().rounds());
      if (curve.points().size() >= MIN_RATES) {
        curve(named(curves, standing), curve);
      }
    }
    return run;
  }

  private static ObjectNode named(final ArrayNode array, final Standing standing) {
    return array
        .addObject()
        .put("name", standing.target().name() + (standing.isVoid() ? " (VOID)" : ""))
        .put("colour", standing.colour() + 1);
  }

  /** x = 1 / (1 − p): decades are the nines; nothing is drawn beyond what was counted. */
  private static void percentile(final ObjectNode series, final Histogram histogram) {
    final ArrayNode xs = series.putArray("x");
    final ArrayNode ys = series.putArray("y");
    for (int i = 0; i <= DECADES * POINTS_PER_DECADE; i++) {
      final double x = Math.pow(10, (double) i / POINTS_PER_DECADE);
      if (x <= Math.max(2, histogram.getTotalCount())) {
        xs.add(x);
        ys.add(histogram.getValueAtPercentile(100 * (1 - 1 / x)) / NS_PER_MS);
      }
    }
  }

  private static void curve(final ObjectNode series, final RateCurve curve) {
    final List<RatePoint> drawn = curve.points().stream().filter(p -> !p.generatorBound()).toList();
    numbers(series.putArray("x"), drawn, RatePoint::ratePerSecond);
    numbers(series.putArray("p50"), drawn, RatePoint::p50Ms);
    numbers(series.putArray("p99"), drawn, RatePoint::p99Ms);
    curve
        .knee()
        .ifPresent(
            knee -> series.putObject("knee").put("x", knee.ratePerSecond()).put("y", knee.p99Ms()));
  }

  private static <T> void numbers(
      final ArrayNode array, final List<T> items, final ToDoubleFunction<T> reader) {
    items.forEach(item -> array.add(reader.applyAsDouble(item)));
  }

  private static void timeline(final ObjectNode series, final List<Round> rounds) {
    final ArrayNode array = series.putArray("rounds");
    for (final Round round : rounds) {
      final ObjectNode one = array.addObject();
      final List<Point> points = round.timeline();
      numbers(one.putArray("t"), points, Point::second);
      numbers(one.putArray("received"), points, Point::receivedPerSecond);
      numbers(one.putArray("p99"), points, point -> point.p99Ns() / NS_PER_MS);
    }
  }

  /** Whether there is a rate–latency curve to draw. */
  static boolean hasCurves(final List<Standing> standings) {
    return standings.stream()
        .anyMatch(s -> RateCurve.of(s.target().rounds()).points().size() >= MIN_RATES);
  }
}
