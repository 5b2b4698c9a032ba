// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.perf.Debian;
import io.ringtail.perf.FakeNode;
import io.ringtail.perf.Perf;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.Reply;
import io.ringtail.perf.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final Request TEXT = new Request("/metrics", Map.of(), "text/plain");
  private static final Request OPEN =
      new Request("/metrics", Map.of(), "application/openmetrics-text;version=1.0.0");

  @TempDir private Path data;
  private Perf perf;

  private Page page(final FakeNode node, final String path) {
    perf = node.perf(FakeNode.settings(""), data);
    node.certificates.put("127.0.0.1:5223", Instant.now().plusSeconds(86_400 * 30L));
    perf.sampleNow();
    return perf.site().pages().get(path);
  }

  @AfterEach
  void stop() {
    perf.close();
  }

  private static String text(final Reply reply) {
    assertEquals(200, reply.status());
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private static FakeNode busy() {
    final FakeNode node = new FakeNode("localhost", "chat.example");
    for (int i = 1; i <= 100; i++) {
      node.message(i * 100, 2_000, 500, 3_000, 100, 2_000, 1_000, 12_000);
      node.traffic("chat.example").message();
    }
    node.traffic("chat.example").opened();
    node.count("loop.0.auth.failures", 3);
    return node;
  }

  /** {@code name{labels} value} to value. */
  private static double value(final String text, final String series) {
    final Matcher found =
        Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE).matcher(text);
    assertTrue(found.find(), () -> series + " is not in\n" + text);
    return Double.parseDouble(found.group(1));
  }

  @Test
  void shouldShowMoreThanEightyMetricsAndMongooseImsAmongThem() {
    final String text = text(page(busy(), "/metrics").get(TEXT));
    final Set<String> metrics =
        text.lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .collect(Collectors.toSet());
    final long series = text.lines().filter(line -> !line.startsWith("#")).count();
    assertTrue(metrics.size() >= 80, () -> metrics.size() + " metrics: " + metrics);
    assertTrue(series >= 80, () -> series + " series");
    assertEquals(3, value(text, "c2s_auth_failed_count_total{loop=\"0\"}"));
    assertEquals(
        100,
        value(
            text,
            "xmpp_element_in_message_count_total{connection_type=\"c2s\",host_type=\"chat.example\"}"));
    assertEquals(1, value(text, "ringtail_domain_sessions{domain=\"chat.example\"}"));
  }

  @Test
  void shouldMakeHistogramsOfTheRecorders() {
    final String text = text(page(busy(), "/metrics").get(TEXT));
    final String archive =
        "ringtail_stage_duration_seconds_%s{kind=\"message\",stage=\"archive\"%s}";
    assertEquals(100, value(text, archive.formatted("count", "")));
    assertEquals(100, value(text, archive.formatted("bucket", ",le=\"1.0E-5\"")));
    final String read = "ringtail_stage_duration_seconds_%s{kind=\"message\",stage=\"read\"%s}";
    assertEquals(0.000505, value(text, read.formatted("sum", "")), 0.00001);
    final String flush = "ringtail_stage_duration_seconds_%s{kind=\"message\",stage=\"flush\"%s}";
    assertEquals(0, value(text, flush.formatted("bucket", ",le=\"1.0E-5\"")));
    assertEquals(100, value(text, flush.formatted("bucket", ",le=\"2.5E-5\"")));
  }

  @Test
  void shouldPassPromtool() throws IOException, InterruptedException {
    final Reply reply = page(busy(), "/metrics").get(TEXT);
    final Path file = Files.write(data.resolve("metrics.txt"), reply.body());
    final String judge = Debian.promtool() + " check metrics < " + file;
    assertEquals("", Debian.must(data, "sh", "-c", judge));
  }

  @Test
  void shouldAnswerInOpenMetricsWhereThatIsAskedFor() {
    final Reply reply = page(busy(), "/metrics").get(OPEN);
    assertTrue(reply.contentType().startsWith("application/openmetrics-text"), reply::contentType);
    assertTrue(text(reply).endsWith("# EOF\n"));
  }

  @Test
  void shouldCallThingsAsMongooseImDoesWhereThatIsAskedFor() {
    final String text = text(page(busy(), "/metrics/mongooseim").get(TEXT));
    assertEquals(1, value(text, "sm_session_count{host_type=\"chat.example\"}"));
    assertEquals(29, value(text, "tls_cert_remaining_days"));
    assertEquals(3, value(text, "c2s_auth_failed_count{loop=\"0\"}"));
  }

  @Test
  void shouldStaySmallWithAThousandDomains() {
    final FakeNode node =
        new FakeNode(
            IntStream.range(0, 1_000)
                .mapToObj(i -> "tenant" + i + ".example")
                .toArray(String[]::new));
    for (int i = 0; i < 1_000; i++) {
      for (int k = 0; k < 10; k++) {
        node.traffic("tenant" + i + ".example").opened();
        node.traffic("tenant" + i + ".example").message();
      }
    }
    final String text = text(page(node, "/metrics").get(TEXT));
    assertTrue(text.length() < 1_000_000, () -> text.length() + " bytes");
    final long domains =
        text.lines().filter(line -> line.startsWith("ringtail_domain_sessions{")).count();
    assertEquals(21, domains);
    final double sessions =
        text.lines()
            .filter(line -> line.startsWith("ringtail_domain_sessions{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    assertEquals(10_000, sessions);
  }

  /** However often somebody scrapes, the numbers are gathered once a second at most. */
  @Test
  void shouldGiveTheSameAnswerToAScraperInAHurry() {
    final Page metrics = page(busy(), "/metrics");
    assertSame(metrics.get(TEXT), metrics.get(TEXT));
  }

  @Test
  void shouldShowACounterThatNobodyListed() {
    final FakeNode node = new FakeNode("localhost");
    node.counters.counter("writer.rows").add(5);
    node.counters.gauge("journal.lag_ms", () -> 1_500);
    node.counters.gauge("journal.open_count", () -> 2);
    node.counters.counter("journal.free_bytes").set(7);
    final String text = text(page(node, "/metrics").get(TEXT));
    assertEquals(5, value(text, "ringtail_writer_rows_total"));
    assertEquals(1.5, value(text, "ringtail_journal_lag_seconds"));
    assertEquals(2, value(text, "ringtail_journal_open"));
    assertEquals(7, value(text, "ringtail_journal_free_bytes"), "it is set, not counted up");
  }

  @Test
  void shouldEscapeLabels() {
    final FakeNode node = new FakeNode("localhost");
    node.certificates.put("\"quoted\"\\\n", Instant.now());
    final String text = text(page(node, "/metrics").get(TEXT));
    assertTrue(text.contains("listener=\"\\\"quoted\\\"\\\\\\n\""), text);
    assertFalse(text.isEmpty());
  }
}
