// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.perf.Sources;
import io.ringtail.perf.health.Health;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.Reply;
import io.ringtail.perf.http.Request;
import io.ringtail.perf.metrics.TopBoard;
import java.util.Locale;

/**
 * {@code /api/live?since=T}: how the node is and what has happened since T, for the dashboard and
 * for {@code ringtail top}.
 *
 * <p>Owner: any thread. Allocates: per request.
 */
public final class LivePage implements Page {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sources sources;
  private final History history;
  private final TopBoard domains;
  private final Machine machine;

  public LivePage(
      final Sources sources, final History history, final TopBoard domains, final Machine machine) {
    this.sources = sources;
    this.history = history;
    this.domains = domains;
    this.machine = machine;
  }

  @Override
  public Reply get(final Request request) {
    try {
      return Reply.json(JSON.writeValueAsBytes(show(request.number("since", 0))));
    } catch (final JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of numbers and texts is JSON", impossible);
    }
  }

  /** Everything, with the moments after this one. */
  public ObjectNode show(final long sinceMs) {
    final ObjectNode live = JsonNodeFactory.instance.objectNode();
    live.put("now", System.currentTimeMillis());
    live.put("ready", sources.health().isReady());
    live.put("worst", word(sources.health().worst()));
    health(live.putArray("health"), sources.health());
    final ObjectNode about = live.putObject("about");
    sources.about().forEach(about::put);
    about.put("upSeconds", machine.upSeconds());
    about.put("cores", machine.cores());
    about.put("heapMax", machine.heap().getMax());
    about.put("domains", sources.hosts().byDomain().size());
    history.after(sinceMs).forEach(live.putArray("moments")::add);
    live.set("curves", history.curves());
    final ArrayNode percentiles = live.putArray("percentiles");
    for (final double percentile : Curves.PERCENTILES) {
      percentiles.add(percentile);
    }
    domains(live.putArray("top"));
    final ObjectNode counters = live.putObject("counters");
    sources.counters().snapshot().forEach(counters::put);
    return live;
  }

  /** The checks, as JSON. */
  public static void health(final ArrayNode facts, final Health health) {
    for (final Health.Fact fact : health.facts()) {
      facts
          .addObject()
          .put("name", fact.name())
          .put("level", word(fact.finding().level()))
          .put("text", fact.finding().text())
          .put("advice", fact.finding().advice())
          .put("stopsReady", fact.finding().stopsReady())
          .put("since", fact.sinceMs());
    }
  }

  private static String word(final Enum<?> level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private void domains(final ArrayNode top) {
    domains
        .shown()
        .forEach(
            (name, tally) ->
                top.addObject()
                    .put("domain", name)
                    .put("messages", tally.messages())
                    .put("presences", tally.presences())
                    .put("iqs", tally.iqs())
                    .put("sessions", tally.sessions()));
  }
}
