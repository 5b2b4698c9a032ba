// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  @TempDir private Path folder;

  @Test
  void shouldReadBackWhatItWrote() {
    final LabRun run =
        SampleRuns.run(
            SampleRuns.target("Ringtail", 1000, 10, 11, 12),
            TargetResult.notOffered("Old", "127.0.0.1:5322", "Old 0.1", "urn:xmpp:mam:2"));
    final Path file = folder.resolve("deep/run.json");
    ResultFile.write(run, file);
    assertEquals(run, ResultFile.read(file));
  }

  @Test
  void shouldKeepHistogramsWhole() {
    final Round round = SampleRuns.round(1, 500, 10, 3e6);
    assertEquals(SampleRuns.latencies(1, 3e6), round.latency().histogram());
  }

  @Test
  void shouldWriteUnknownFiguresAsNull() throws IOException {
    final Path file = folder.resolve("run.json");
    ResultFile.write(SampleRuns.run(SampleRuns.target("A", 10, 5)), file);
    final String json = Files.readString(file);
    assertTrue(json.contains("\"residentBytesPerSession\" : null"), json);
    assertFalse(json.contains("NaN"));
  }

  @Test
  void shouldLeaveNoScratchFileBehind() throws IOException {
    ResultFile.write(SampleRuns.run(), folder.resolve("run.json"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of("run.json"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void shouldSayThatAFileIsMissing() {
    assertError(folder.resolve("none.json"), "there is no such file");
  }

  @Test
  void shouldSayWhereAFileWasCutOff() throws IOException {
    final Path file = folder.resolve("cut.json");
    ResultFile.write(SampleRuns.run(SampleRuns.target("A", 10, 5)), file);
    final String json = Files.readString(file);
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertError(file, "not JSON, or cut off, at line");
  }

  @Test
  void shouldSayWhichFieldIsDamaged() throws IOException {
    assertError(
        damaged("\"sessions\" : 1000", "\"sessions\" : \"many\""), "targets[0].rounds[0].sessions");
    assertError(damaged("\"sessions\" : 1000,", ""), "sessions");
    assertError(damaged("\"2026-11-26T", "\"yesterday"), "started");
    assertError(damaged("\"hdr\" : \"HIS", "\"hdr\" : \"HIX"), "histogram is damaged");
  }

  private Path damaged(final String from, final String to) throws IOException {
    final Path file = folder.resolve("damaged.json");
    ResultFile.write(SampleRuns.run(SampleRuns.target("A", 10, 5)), file);
    final String json = Files.readString(file);
    assertTrue(json.contains(from), json);
    Files.writeString(file, json.replace(from, to));
    return file;
  }

  @Test
  void shouldRefuseOtherVersionsAndOtherFiles() throws IOException {
    assertError(damaged("\"version\" : 1", "\"version\" : 0"), "run the scenario again");
    assertError(damaged("\"version\" : 1", "\"version\" : 2"), "use a newer lab");
    final Path other = folder.resolve("other.json");
    Files.writeString(other, "{\"a\": 1}");
    assertError(other, "this is not a result of the lab");
    Files.write(other, new byte[] {(byte) 0xc3, 0x28});
    assertError(other, "not a text file");
  }

  private static void assertError(final Path file, final String expected) {
    final ResultException e = assertThrows(ResultException.class, () -> ResultFile.read(file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
