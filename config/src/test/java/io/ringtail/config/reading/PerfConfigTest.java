// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.reference.EffectiveFile;
import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerfConfigTest {
  @TempDir private Path folder;
  private final ConfigLoader loader = new ConfigLoader(List.of());

  private ConfigLoader.Loaded load(final String perf) throws IOException {
    final Path file = folder.resolve("node.toml");
    Files.writeString(file, "[general]\nhosts = [\"localhost\"]\n" + perf);
    return loader.load(ConfigRequest.of(file));
  }

  @Test
  void shouldServeTheDashboardOnLoopbackByDefault() throws IOException {
    final PerfSettings perf = load("").settings().perf();
    assertEquals("Http[127.0.0.1:9091]", perf.http().toString());
    assertTrue(perf.http().portIsDefault());
    assertTrue(perf.recording());
    assertEquals(null, perf.graphite());
  }

  @Test
  void shouldNotServeOthersWithoutAPassword() throws IOException {
    final String errors = load("[perf]\nip_address = \"0.0.0.0\"\n").problems().errors().toString();
    assertTrue(errors.contains("set perf.password"), errors);
    final String open = "[perf]\nip_address = \"0.0.0.0\"\npassword = \"sesame\"\n";
    assertEquals(List.of(), load(open).problems().errors());
    assertEquals(
        List.of(), load("[perf]\nenabled = false\nip_address = \"0.0.0.0\"\n").problems().errors());
  }

  @Test
  void shouldNotPrintThePassword() throws IOException {
    final ConfigLoader.Loaded loaded = load("[perf]\npassword = \"sesame\"\n");
    final String printed = EffectiveFile.text(loader.schema(), loaded.values());
    assertFalse(printed.contains("sesame"), printed);
    assertFalse(loaded.settings().toString().contains("sesame"));
  }

  @Test
  void shouldReadBothReporters() throws IOException {
    final PerfSettings perf =
        load("""
        [perf.graphite]
        host = "graphite.example"
        interval = 10
        [perf.statsd]
        prefix = "chat"
        """)
            .settings()
            .perf();
    assertEquals(
        new PerfSettings.Reporter("graphite.example", 2003, "ringtail", 10), perf.graphite());
    assertEquals(new PerfSettings.Reporter("localhost", 8125, "chat", 60), perf.statsd());
  }
}
