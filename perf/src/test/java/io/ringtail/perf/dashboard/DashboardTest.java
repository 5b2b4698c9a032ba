// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.perf.Debian;
import io.ringtail.perf.FakeNode;
import io.ringtail.perf.Perf;
import io.ringtail.perf.health.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser shows it: Chromium without a screen, from Debian. */
class DashboardTest {
  private static final long TIMEOUT_NS = 30_000_000_000L;
  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  @TempDir private Path scratch;
  private final FakeNode node = new FakeNode("localhost", "chat.example");
  private Perf perf;
  private String url;

  private void serve() throws IOException {
    perf = node.perf(FakeNode.settings(""), Files.createDirectories(scratch.resolve("data")));
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < 20; k++) {
        node.message(900, 2_100, 700, 4_200, 300, 2_500, 1_400, 11_000L + 500 * k);
      }
      node.traffic("chat.example").message();
      perf.sampleNow();
    }
    final InetSocketAddress address = perf.start();
    url = "http://127.0.0.1:" + address.getPort() + "/";
  }

  @AfterEach
  void stop() {
    perf.close();
  }

  /** Runs the browser on the page until it has shown something; what it printed. */
  private String browse(final String query, final String size, final String... more)
      throws IOException, InterruptedException {
    final List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Debian.chromium().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--window-size=" + size,
                "--virtual-time-budget=5000"));
    command.addAll(List.of(more));
    command.add(url + query);
    return Debian.must(scratch, command.toArray(String[]::new));
  }

  private String page(final String query) throws IOException, InterruptedException {
    return browse(query, "1280,1600", "--dump-dom");
  }

  @Test
  void shouldSayThatAllIsWellAndWhereTheTimeGoes() throws Exception {
    serve();
    final String page = page("");
    assertTrue(page.contains("data-level=\"ok\""), page);
    assertTrue(page.contains("All is well."), page);
    for (final String stage : List.of("read", "parse", "queue", "route", "deliver", "flush")) {
      assertTrue(page.contains("title=\"" + stage + ": "), stage);
    }
    assertTrue(page.contains("chat.example"), "the busiest domain");
    assertTrue(page.contains("<canvas"), "the curves are drawn");
    assertFalse(page.contains("NaN"), page);
  }

  @Test
  void shouldSayWhatIsRedSinceWhenAndWhatToDo() throws Exception {
    node.health.add(
        "database", () -> Finding.bad("PostgreSQL does not answer.", "Start PostgreSQL on db1."));
    serve();
    final String page = page("");
    assertTrue(page.contains("data-level=\"bad\""), page);
    assertTrue(page.contains("Database: act now."), page);
    assertTrue(page.contains("PostgreSQL does not answer."), page);
    assertTrue(page.contains(">since "), page);
    assertTrue(page.contains("Start PostgreSQL on db1."), page);
    assertTrue(page.contains("● Ringtail"), "the tab says it too");
  }

  @Test
  void shouldShowTheLastHourOutOfTheHistogramLogs() throws Exception {
    serve();
    final long untilNs = System.nanoTime() + TIMEOUT_NS;
    while (!Files.isDirectory(scratch.resolve("data/perf")) && System.nanoTime() < untilNs) {
      node.message(900, 2_100, 700, 4_200, 300, 2_500, 1_400, 11_000);
      LockSupport.parkNanos(50_000_000);
    }
    final String page = page("?range=3600");
    assertTrue(page.contains("Latencies from "), page);
    assertTrue(page.contains("data-mode=\"past\""), page);
    assertTrue(page.contains("title=\"flush: "), page);
  }

  @Test
  void shouldShowNamesAsTextWhateverTheyHold() throws Exception {
    node.health.add("<img src=x onerror=alert(1)>", () -> Finding.bad("<script>x</script>", ""));
    serve();
    final String page = page("");
    assertFalse(page.contains("<img src=x"), page);
    assertTrue(page.contains("&lt;script&gt;x&lt;/script&gt;"), page);
  }

  @Test
  void shouldAskNobodyElseForAnything() throws Exception {
    serve();
    for (final String path :
        List.of("/", "/dashboard.css", "/dashboard.js", "/charts.js", "/health.js")) {
      final byte[] body =
          perf.site()
              .pages()
              .get(path)
              .get(new io.ringtail.perf.http.Request(path, java.util.Map.of(), ""))
              .body();
      final String text = new String(body, StandardCharsets.UTF_8);
      final Matcher address = Pattern.compile("https?://[^\"'\\s]+").matcher(text);
      while (address.find()) {
        assertEquals("http://www.w3.org/2000/svg", address.group(), path);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "light-1280, '1280,1900', ?theme=light",
    "dark-1280, '1280,1900', ?theme=dark",
    "phone, '500,2400', ?theme=light" // no window of Chromium is narrower
  })
  void shouldFitIntoTheWindow(final String name, final String size, final String query)
      throws Exception {
    serve();
    Files.createDirectories(SCREENSHOTS);
    final Path picture = SCREENSHOTS.resolve(name + ".png");
    Files.deleteIfExists(picture);
    browse(query, size, "--screenshot=" + picture);
    final var image = ImageIO.read(picture.toFile());
    final int width = Integer.parseInt(size.substring(0, size.indexOf(',')));
    assertEquals(width, image.getWidth());
    final String page = browse(query, size, "--dump-dom");
    assertTrue(page.contains("data-overflow=\"no\""), "nothing sticks out sideways");
  }

  @Test
  void shouldHoldTheChartLibraryAsItWasPublished() throws Exception {
    serve();
    final String folder = "/io/ringtail/perf/dashboard/uplot/";
    for (final String line : text(folder + "SHA256SUMS").lines().toList()) {
      final String[] sum = line.split(" +");
      try (InputStream in = DashboardTest.class.getResourceAsStream(folder + sum[1])) {
        final byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        assertEquals(sum[0], HexFormat.of().formatHex(digest), sum[1]);
      }
    }
    assertTrue(text(folder + "LICENSE").contains("MIT License"));
  }

  private static String text(final String resource) throws IOException {
    try (InputStream in = DashboardTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
