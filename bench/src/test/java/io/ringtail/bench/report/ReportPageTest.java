// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.SampleRuns;
import io.ringtail.bench.result.TargetResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportPageTest {
  private static final LabRun RUN =
      SampleRuns.run(
          SampleRuns.target("Ringtail", 5000, 10.0, 10.2, 9.9, 10.1, 10.3),
          SampleRuns.target("Prosody", 5000, 61, 60, 63, 62, 59),
          TargetResult.notOffered("Bare", "127.0.0.1:1", "Bare 0", "urn:xmpp:mam:2"));

  @TempDir private Path folder;

  @Test
  void shouldLoadNothingFromAnywhere() {
    final String html = new ReportPage(List.of(Entry.of(RUN))).html();
    final Matcher loads =
        Pattern.compile(
                "(?i)(src|href|action|data)\\s*=\\s*[\"']?[^\"'\\s]|@import|url\\(\\s*[^)]|<link|<img|<iframe")
            .matcher(html.replaceAll("(?s)<script>.*?</script>", ""));
    assertFalse(loads.find(), () -> html.substring(loads.start(), loads.start() + 80));
    final Matcher addresses = Pattern.compile("https?://[^ )]*").matcher(html);
    while (addresses.find()) {
      assertEquals("https://github.com/leeoniya/uPlot", addresses.group()); // its licence comment
    }
    assertTrue(html.contains("default-src 'none'"), "the page may not load anything either");
  }

  @Test
  void shouldCarryTheBytesOfUplotThatItSays() throws IOException, NoSuchAlgorithmException {
    for (final String line : resource("uplot/SHA256SUMS").lines().toList()) {
      final String[] parts = line.split("\\s+");
      final byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(resource("uplot/" + parts[1]).getBytes(StandardCharsets.UTF_8));
      assertEquals(parts[0], HexFormat.of().formatHex(digest), parts[1]);
    }
    assertTrue(
        new ReportPage(List.of(Entry.of(RUN))).html().contains("Copyright (c) 2022 Leon Sorokin"));
  }

  @Test
  void shouldShowFiguresAsMultiplesOfTheFloor() {
    final String html = new ReportPage(List.of(Entry.of(RUN))).html();
    assertTrue(html.contains("<b>1.20×</b> the minimal relay"), "10.1 µs over 8.4 µs");
    assertTrue(html.contains("not offered: urn:xmpp:mam:2"));
  }

  @Test
  void shouldSayInABannerWhyARoundIsVoid() {
    final Round sample = SampleRuns.round(3, 5000, 10, 2e6);
    final Round isVoid =
        new Round(
            3,
            sample.load(),
            sample.sessions(),
            sample.rates(),
            sample.checks(),
            sample.latency(),
            sample.usage(),
            sample.timeline(),
            new Round.Validity(List.of("generator core at 97 %"), false));
    final LabRun run = SampleRuns.run(TargetResult.of("A", "a", "", List.of(), List.of(isVoid)));
    final String html = new ReportPage(List.of(Entry.of(run))).html();
    assertTrue(html.contains("1 of 1 rounds are VOID"));
    assertTrue(html.contains("A, round 3: generator core at 97 %"));
    assertTrue(TerminalSummary.of(List.of(Entry.of(run))).contains("VOID, 5,000/s offered"));
  }

  @Test
  void shouldKeepATextThatAServerTellsAText() throws IOException {
    final LabRun run =
        SampleRuns.run(SampleRuns.target("</script><script>alert(1)</script>", 100, 1, 1, 1));
    final String html = new ReportPage(List.of(Entry.of(run))).html();
    assertFalse(html.contains("<script>alert"));
    final String data = html.split("id=\"lab-data\">")[1].split("</script>")[0];
    assertEquals(1, new ObjectMapper().readTree(data).size());
  }

  @Test
  void shouldSetRunsApartByWhatDiffers() {
    final LabRun on = withArchive("on");
    final Entry off = Entry.of(RUN);
    assertEquals("one-to-one, archive off", off.title(List.of(off, Entry.of(on))));
    assertEquals("one-to-one", off.title(List.of(off)));
    assertEquals("one-to-one, quiet", new Entry("quiet", RUN).title(List.of(off)));
  }

  private static LabRun withArchive(final String value) {
    final SequencedMap<String, String> settings = new LinkedHashMap<>(RUN.settings());
    settings.put("archive", value);
    return new LabRun(
        RUN.scenario(), RUN.started(), RUN.machine(), RUN.floor(), settings, RUN.targets(), false);
  }

  @Test
  void shouldWriteTheReportAndSummariseIt() throws IOException {
    ResultFile.write(RUN, folder.resolve("a.json"));
    ResultFile.write(withArchive("on"), folder.resolve("b.json"));
    final StringWriter text = new StringWriter();
    final CommandLine line = new CommandLine(new ReportCommand());
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    final Path report = folder.resolve("r.html");
    assertEquals(
        0,
        line.execute(
            "first=" + folder.resolve("a.json"),
            folder.resolve("b.json").toString(),
            "-o",
            report.toString()),
        text.toString());
    assertTrue(Files.size(report) < 400_000);
    assertTrue(text.toString().contains("one-to-one, first"), text.toString());
    assertTrue(text.toString().contains("Prosody"), text.toString());
    assertEquals(2, line.execute(folder.resolve("none.json").toString()));
  }

  private static String resource(final String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
