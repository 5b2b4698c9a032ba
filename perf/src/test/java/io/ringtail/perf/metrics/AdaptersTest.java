// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringtail.perf.Debian;
import io.ringtail.perf.FakeNode;
import io.ringtail.perf.Perf;
import io.ringtail.perf.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this module gives to Grafana and Prometheus speaks of series that there are. */
class AdaptersTest {
  private static final Path GRAFANA = Path.of("grafana", "ringtail.json");
  private static final Path ALERTS = Path.of("prometheus", "ringtail-alerts.yml");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:ringtail|xmpp|sm|c2s|tcp|router|tls|jvm|process|system)_[a-z0-9_]+");

  @TempDir private Path data;

  /** Names of all series of a node that has seen something. */
  private Set<String> series() {
    final FakeNode node = new FakeNode("localhost");
    node.message(1_000, 2_000, 500, 3_000, 100, 2_000, 1_000, 12_000);
    node.certificates.put("127.0.0.1:5223", Instant.now());
    try (Perf perf = node.perf(FakeNode.settings(""), data)) {
      perf.sampleNow();
      final Request request = new Request("/metrics", Map.of(), "");
      final byte[] text = perf.site().pages().get("/metrics").get(request).body();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.replaceFirst("[{ ].*", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void requireAll(final String expressions) {
    final Set<String> known = series();
    final Set<String> missing = new TreeSet<>();
    final Matcher names = NAME.matcher(expressions);
    int found = 0;
    while (names.find()) {
      found++;
      if (!known.contains(names.group())) {
        missing.add(names.group());
      }
    }
    assertTrue(found > 5, "names were found at all");
    assertEquals(Set.of(), missing, "there is no such series");
  }

  @Test
  void shouldDrawOnlySeriesThatThereAreInGrafana() throws IOException {
    final JsonNode dashboard = new ObjectMapper().readTree(GRAFANA.toFile());
    final String expressions =
        dashboard.findValuesAsText("expr").stream().collect(Collectors.joining("\n"));
    requireAll(expressions);
    assertTrue(dashboard.path("panels").size() >= 12);
  }

  @Test
  void shouldAlertOnlyAboutSeriesThatThereAre() throws IOException {
    final String rules =
        Files.readAllLines(ALERTS).stream()
            .filter(line -> line.strip().startsWith("expr:"))
            .collect(Collectors.joining("\n"));
    requireAll(rules);
  }

  @Test
  void shouldHaveRulesThatPrometheusUnderstands() throws IOException, InterruptedException {
    final String said =
        Debian.must(
            Path.of("").toAbsolutePath(),
            Debian.promtool().toString(),
            "check",
            "rules",
            ALERTS.toString());
    assertTrue(said.contains("SUCCESS"), said);
  }
}
