// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.hlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.Reply;
import io.ringtail.perf.http.Request;
import io.ringtail.perf.live.Curves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * {@code /api/history?from=T&to=T}: latencies of a time range out of the {@code .hlog} files, in at
 * most {@value #STEPS} steps, and the range as one curve per stage.
 *
 * <p>Owner: the server's one worker thread. Allocates: per request, bounded by the steps.
 */
public final class HistoryPage implements Page {
  private static final int STEPS = 240;
  private static final long HOUR_MS = 3_600_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  public HistoryPage(final Path folder) {
    this.folder = folder;
  }

  @Override
  public Reply get(final Request request) {
    final long toMs = request.number("to", System.currentTimeMillis());
    final long fromMs = request.number("from", toMs - HOUR_MS);
    if (fromMs >= toMs) {
      return Reply.text(400, "from must be before to, both in epoch milliseconds.\n");
    }
    try {
      return Reply.json(JSON.writeValueAsBytes(show(fromMs, toMs)));
    } catch (final JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of numbers and texts is JSON", impossible);
    } catch (final IOException unreadable) {
      return Reply.text(
          500, "The histogram logs cannot be read: " + unreadable.getMessage() + '\n');
    }
  }

  ObjectNode show(final long fromMs, final long toMs) throws IOException {
    final long stepMs = Math.max(1_000, (toMs - fromMs + STEPS - 1) / STEPS);
    final Map<Long, Map<String, Histogram>> steps = new TreeMap<>();
    final Map<String, Histogram> whole = new LinkedHashMap<>();
    final HistogramLogReading reading = new HistogramLogReading();
    reading.read(
        folder,
        fromMs,
        toMs,
        interval -> {
          final String stage = interval.getTag().replaceFirst("\\.[a-z]+$", "");
          final long step = (interval.getStartTimeStamp() - fromMs) / stepMs * stepMs + fromMs;
          add(steps.computeIfAbsent(step, added -> new LinkedHashMap<>()), stage, interval);
          add(whole, interval.getTag(), interval);
          if (!interval.getTag().endsWith(".any")) {
            add(whole, stage + ".all", interval);
          }
        });
    final ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("from", fromMs).put("to", toMs).put("step", stepMs);
    shown.put("damaged", reading.damaged());
    steps.forEach(
        (step, stages) -> {
          final ObjectNode moment = shown.withArray("moments").addObject().put("t", step);
          final ObjectNode latencies = moment.putObject("lat");
          stages.forEach((stage, histogram) -> Curves.putPoint(latencies, stage, histogram));
        });
    final ObjectNode curves = shown.putObject("curves");
    whole.forEach((tag, histogram) -> Curves.put(curves, tag, histogram));
    return shown;
  }

  private static void add(
      final Map<String, Histogram> sums, final String name, final Histogram interval) {
    sums.computeIfAbsent(name, added -> new Histogram(2)).add(interval);
  }
}
