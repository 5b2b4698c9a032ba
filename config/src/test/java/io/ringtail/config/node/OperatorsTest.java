// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.Outcome;
import io.ringtail.persistence.DataFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A real node as its operators see it. */
class OperatorsTest {
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern NAME =
      Pattern.compile("\\b(?:ringtail|xmpp|sm|c2s|tcp|router|tls|jvm|process|system)_[a-z0-9_]+");

  @TempDir private Path scratch;
  private DataFolder folder;
  private Node node;

  private void start(final String threading) throws Exception {
    node = Node.start(TestNodes.settings(scratch, threading), folder);
    TestNodes.register(node, "romeo", "juliet");
  }

  @BeforeEach
  void open() {
    folder = DataFolder.open(scratch.resolve("data"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (node != null) {
      node.stop(10_000);
    }
    folder.close();
  }

  private RawXmpp login(final String user) throws Exception {
    return RawXmpp.loggedIn(
        node.listeners().getFirst().address(), user, "localhost", "secret", "r");
  }

  private HttpResponse<String> get(final String path) throws Exception {
    final URI uri = URI.create("http://127.0.0.1:" + node.operators().address().getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Romeo's messages that Juliet has. */
  private static void exchange(final RawXmpp romeo, final RawXmpp juliet, final int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      romeo.say(
          "<message id='m" + i + "' to='juliet@localhost/r' type='chat'><body>x</body></message>");
      juliet.await("</message>");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared", "dedicated"})
  void shouldTimeEveryStageInEveryThreadingMode(final String threading) throws Exception {
    start(threading);
    try (RawXmpp romeo = login("romeo");
        RawXmpp juliet = login("juliet")) {
      exchange(romeo, juliet, 400);
      final List<String> stages =
          List.of("read", "parse", "queue", "route", "deliver", "write", "flush", "total");
      final long untilNs = System.nanoTime() + TIMEOUT_NS;
      JsonNode curves = node.operators().show(0).path("curves");
      while (!curves.has("total.message") && System.nanoTime() < untilNs) {
        LockSupport.parkNanos(10_000_000);
        curves = node.operators().show(0).path("curves");
      }
      for (final String stage : stages) {
        assertTrue(curves.has(stage + ".message"), stage + " in " + curves);
      }
    }
  }

  @Test
  void shouldHaveEverySeriesThatGrafanaAndTheAlertsSpeakOf() throws Exception {
    start("inline");
    try (RawXmpp romeo = login("romeo");
        RawXmpp juliet = login("juliet")) {
      exchange(romeo, juliet, 100);
      final Path perf = Path.of("..", "perf");
      final JsonNode grafana =
          new ObjectMapper().readTree(perf.resolve("grafana/ringtail.json").toFile());
      final String wanted =
          String.join("\n", grafana.findValuesAsText("expr"))
              + Files.readAllLines(perf.resolve("prometheus/ringtail-alerts.yml")).stream()
                  .filter(line -> line.strip().startsWith("expr:"))
                  .collect(Collectors.joining("\n"));
      final Set<String> missing = new TreeSet<>();
      final Matcher names = NAME.matcher(wanted);
      final String metrics = get("/metrics").body();
      while (names.find()) {
        // a listener without TLS has no certificate
        if (!metrics.contains("\n" + names.group()) && !names.group().startsWith("tls_")) {
          missing.add(names.group());
        }
      }
      assertEquals(Set.of(), missing);
    }
  }

  @Test
  void shouldBeReadyUntilItDrains() throws Exception {
    start("inline");
    final long untilNs = System.nanoTime() + TIMEOUT_NS;
    while (get("/health/ready").statusCode() != 200 && System.nanoTime() < untilNs) {
      LockSupport.parkNanos(10_000_000);
    }
    assertEquals(200, get("/health/ready").statusCode());
    assertEquals(200, get("/health/live").statusCode());
    node.operators().draining();
    final HttpResponse<String> ready = get("/health/ready");
    assertEquals(503, ready.statusCode());
    assertTrue(ready.body().contains("stopping"), ready.body());
    assertEquals(200, get("/health/live").statusCode(), "it lives while it drains");
  }

  @Test
  void shouldFollowASessionsStanzasToTheirRecipients() throws Exception {
    start("inline");
    try (RawXmpp romeo = login("romeo");
        RawXmpp juliet = login("juliet")) {
      final BlockingQueue<ObjectNode> steps = new LinkedBlockingQueue<>();
      final Tracing tracing = new Tracing(node.traces(), node::command);
      final CompletableFuture<Outcome> end =
          CompletableFuture.supplyAsync(
              () -> tracing.run(new TraceRequest("romeo@localhost", "", 60, 1), steps::add));
      ObjectNode stages = null;
      while (stages == null) {
        exchange(romeo, juliet, 1);
        stages = steps.poll();
        stages = stages != null && stages.path("step").asText().equals("stages") ? stages : null;
      }
      assertEquals("romeo@localhost/r", stages.path("from").asText());
      assertEquals("m0", stages.path("id").asText());
      final JsonNode decision = stages.path("decisions").get(0);
      assertEquals("stanza", decision.path("action").asText());
      assertEquals("juliet@localhost/r", decision.path("sessions").get(0).asText());
      assertFalse(stages.toString().contains("<body>"), stages::toString);
      assertTrue(end.get(60, TimeUnit.SECONDS).ok());
      assertTrue(
          steps.stream().anyMatch(step -> step.path("step").asText().equals("flush")),
          "the loop told of the write");
    }
  }

  @Test
  void shouldLogOneLinePerSessionAtDebugAndNoBody() throws Exception {
    final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    final Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    final Logger sessions = (Logger) LoggerFactory.getLogger("ringtail.sessions");
    lines.start();
    everything.addAppender(lines);
    sessions.setLevel(Level.DEBUG);
    try {
      start("inline");
      try (RawXmpp romeo = login("romeo");
          RawXmpp juliet = login("juliet")) {
        romeo.say("<message to='juliet@localhost/r'><body>wherefore</body></message>");
        juliet.await("</message>");
      }
      node.stop(10_000);
      node = null;
    } finally {
      everything.detachAppender(lines);
      sessions.setLevel(null);
    }
    final List<String> said =
        List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertEquals(
        2, said.stream().filter(line -> line.contains(" opened: ")).count(), said::toString);
    assertEquals(2, said.stream().filter(line -> line.endsWith(" closed")).count(), said::toString);
    assertTrue(said.stream().anyMatch(line -> line.endsWith("romeo@localhost/r")), said::toString);
    assertFalse(said.toString().contains("wherefore"), said::toString);
    assertFalse(said.toString().contains("secret"), said::toString);
  }

  @Test
  void shouldSayThatThereIsNobodyToFollow() throws Exception {
    start("inline");
    final Tracing tracing = new Tracing(node.traces(), node::command);
    final Outcome outcome = tracing.run(new TraceRequest("nobody@localhost", "", 1, 1), step -> {});
    assertFalse(outcome.ok());
    assertTrue(outcome.text().contains("nobody@localhost"), outcome::text);
  }

  @Test
  void shouldTakeAnotherPortForThePageWhereTheDefaultIsTaken() throws Exception {
    start("inline");
    final DataFolder other = DataFolder.open(scratch.resolve("other"));
    final Node second = Node.start(TestNodes.settings(scratch, "inline"), other);
    try {
      assertTrue(second.operators().address().getPort() > 0);
      assertTrue(second.operators().address().getPort() != node.operators().address().getPort());
    } finally {
      second.stop(10_000);
      other.close();
    }
  }
}
