// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher makes its start-up cache of.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class RehearsalIT {
  private static final String CONFIG =
      """
      [general]
      hosts = ["localhost"]

      [[listen.c2s]]
      port = 0
      ip_address = "127.0.0.1"
      tls.mode = "none"
      allow_plain_without_tls = true

      [[listen.c2s]]
      port = 0
      ip_address = "127.0.0.1"
      tls.mode = "tls"
      """;

  @TempDir private Path folder;

  @Test
  void shouldLogInByPasswordOnceAndResumeByTokenEverAfter() throws Exception {
    final Path config = folder.resolve("train.toml");
    Files.writeString(config, CONFIG);
    final String data = folder.resolve("data").toString();
    final NodeProcess process =
        NodeProcess.start(
            "rehearse", "--config", config.toString(), "--data", data, "--seconds", "1");

    assertEquals(0, process.awaitExit(), process::output);
    assertTrue(process.output().contains(" rounds, 16 streams begun"), process::output);
    assertFalse(process.output().contains("fault in "), process::output);
  }
}
