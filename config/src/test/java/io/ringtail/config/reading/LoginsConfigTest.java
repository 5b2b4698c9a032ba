// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsConfigTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @TempDir private Path folder;

  @Test
  void shouldFitTheMachineWhereNothingIsSaid() throws IOException {
    final LoginSettings logins = load("");
    assertEquals(500.0 * PROCESSORS, logins.passwordsPerSecond());
    assertEquals(2_000.0 * PROCESSORS, logins.tokensPerSecond());
    assertTrue(logins.passwordsAtOnce() >= 1 && logins.passwordsAtOnce() <= PROCESSORS);
    assertNull(logins.seeOtherHost());
  }

  @Test
  void shouldBoundWhatStrangersMayAskFor() throws IOException {
    assertEquals(
        new StrangerSettings(5_000.0 * PROCESSORS, 65_536, 1_000.0 * PROCESSORS, 10),
        load("").strangers());
    assertEquals(
        new StrangerSettings(7, 8, 5, 2),
        load("[logins]\naccepts_per_second = 7\nmax_unauthenticated = 8\n"
                + "handshakes_per_second = 5\nregistrations_per_second = 2\n")
            .strangers());
  }

  @Test
  void shouldLeaveSomeOfAListenersConnectionsToOtherAddresses() throws IOException {
    assertEquals(700, load(listener("800")).strangers().mostConnected());
    assertEquals(1, load(listener("1")).strangers().mostConnected());
    assertEquals(65_536, load(listener("\"infinity\"")).strangers().mostConnected());
  }

  private static String listener(final String maxConnections) {
    return "[[listen.c2s]]\nport = 5222\nmax_connections = " + maxConnections + "\n";
  }

  @Test
  void shouldLetAsManyWaitAsCanHaveTheirTurn() throws IOException {
    assertEquals(100, load("[logins]\npasswords_per_second = 10\nmax_wait = 10000\n").maxWaiting());
    assertEquals(
        65_536, load("[logins]\npasswords_per_second = 1000000\nmax_wait = 20000\n").maxWaiting());
    assertEquals(7, load("[logins]\nmax_waiting = 7\n").maxWaiting());
  }

  @Test
  void shouldKnowWhereElseToGo() throws IOException {
    assertEquals(
        "b.example:5222", load("[logins]\nsee_other_host = \"b.example:5222\"\n").seeOtherHost());
  }

  private LoginSettings load(final String logins) throws IOException {
    final Path file = folder.resolve("node.toml");
    Files.writeString(file, "[general]\nhosts = [\"localhost\"]\n" + logins);
    final ConfigLoader.Loaded loaded = new ConfigLoader(List.of()).load(ConfigRequest.of(file));
    assertEquals(List.of(), loaded.problems().errors());
    return loaded.settings().logins();
  }
}
