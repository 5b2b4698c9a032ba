// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, and one line with the mend for whatever goes wrong. */
class CliTest {
  @TempDir Path folder;
  private final Shell shell = new Shell();

  @Test
  void shouldPrintItsVersion() {
    assertEquals(ExitCode.OK, shell.run("version"));
    assertTrue(shell.out().startsWith("Ringtail "), shell.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "start --help",
        "status --help",
        "stop --help",
        "top --help",
        "trace --help",
        "account --help",
        "account registerUser --help",
        "account importUsers --help",
        "config --help",
        "config print --help",
        "version --help"
      })
  void shouldExplainEveryCommand(final String command) {
    assertEquals(ExitCode.OK, shell.run(command.split(" ")));
    assertTrue(shell.out().startsWith("Usage: ringtail"), shell.out());
  }

  @Test
  void shouldSayWhatIsMissingOnTheCommandLine() {
    assertEquals(ExitCode.USAGE, shell.run("account", "checkUser"));
    assertEquals(
        "ringtail: Missing required option: '--user=<user>'; see ringtail account checkUser"
            + " --help\n",
        shell.err());
    assertEquals(ExitCode.USAGE, shell.run());
    assertEquals("ringtail: say what to do; see ringtail --help\n", shell.err());
  }

  @Test
  void shouldSayThatNoNodeIsRunning() {
    for (final String command : new String[] {"status", "stop", "top"}) {
      assertEquals(ExitCode.NOT_RUNNING, shell.run(command, "--data", folder.toString()));
      assertEquals(
          "ringtail: no node is running on the data folder "
              + folder
              + "; ringtail start starts one, --data names another folder\n",
          shell.err());
    }
  }

  @Test
  void shouldPrintEveryProblemOfTheConfiguration() throws IOException {
    final Path file = Files.writeString(folder.resolve("node.toml"), "[generl]\n[ring]\nsize=-3\n");
    for (final String[] command : new String[][] {{"start"}, {"config", "check"}}) {
      final String[] arguments =
          command.length == 1
              ? new String[] {command[0], "--config", file.toString()}
              : new String[] {command[0], command[1], "--config", file.toString()};
      assertEquals(ExitCode.CONFIGURATION, shell.run(arguments));
      assertTrue(shell.err().contains(file + ":1:1: unknown key generl; did you mean 'general'?"));
      assertTrue(shell.err().contains(file + ":3:1: ring.size is -3, out of range"));
      assertTrue(shell.err().contains("ringtail: the configuration has 3 problems"));
    }
  }

  @Test
  void shouldSayWhyTheNodeCannotStart() {
    shell.cannotStart("port 5222 is in use; choose another with --set listen.c2s.0.port=…");
    assertEquals(ExitCode.CANNOT_START, shell.run("start", "--data", folder.toString()));
    assertEquals(
        "ringtail: port 5222 is in use; choose another with --set listen.c2s.0.port=…\n",
        shell.err());
  }

  @Test
  void shouldStartTellAndEnd() {
    shell.node.stop();
    assertEquals(
        ExitCode.OK,
        shell.run("start", "--data", folder.toString(), "--set", "general.sm_backend=redis"));
    final String banner = shell.out();
    assertTrue(banner.contains("  domains      localhost\n"), banner);
    assertTrue(banner.contains("  listening    127.0.0.1:5222 STARTTLS\n"), banner);
    assertTrue(banner.contains("  threading    inline: 2 cores\n"), banner);
    assertTrue(banner.contains("  data         " + folder + "\n"), banner);
    assertTrue(banner.contains("  database     SQLite\n"), banner);
    assertTrue(banner.contains("  certificate  self-signed, SHA-256 AB:CD\n"), banner);
    assertTrue(banner.contains("  warning      be careful\n"), banner);
    assertTrue(banner.contains("general.sm_backend changes nothing"), banner);
    assertTrue(banner.contains("\nReady"), banner);
  }

  @Test
  void shouldAnswerStatusAndStopWhileItRuns() throws InterruptedException, IOException {
    final Shell other = new Shell();
    final Thread running =
        Thread.ofPlatform().start(() -> shell.run("start", "--data", folder.toString()));
    while (!shell.out().contains("Ready")) {
      Thread.onSpinWait();
    }
    assertEquals(ExitCode.OK, other.run("status", "--data", folder.toString()));
    assertTrue(other.out().contains("ring.stalls                  7"), other.out());
    assertEquals(ExitCode.OK, other.run("stop", "--data", folder.toString()));
    assertEquals("stopped\n", other.out());
    running.join();
    assertEquals(ExitCode.NOT_RUNNING, other.run("status", "--data", folder.toString()));
  }

  @Test
  void shouldTakeTheDataFolderFromTheEnvironment() {
    shell.in(Map.of("RINGTAIL_DATA", folder.toString()));
    assertEquals(ExitCode.NOT_RUNNING, shell.run("status"));
    assertTrue(shell.err().contains(folder.toString()));
  }

  @Test
  void shouldPrintTheConfigurationWithoutSecrets() {
    assertEquals(
        ExitCode.OK,
        shell.run(
            "config",
            "print",
            "--set",
            "outgoing_pools.rdbms.default.connection={driver=\"pgsql\", database=\"d\","
                + " username=\"u\", password=\"hidden\"}"));
    assertTrue(shell.out().contains("password = \"***\""), shell.out());
    assertTrue(!shell.out().contains("hidden"), shell.out());
  }

  @Test
  void shouldSayThatAGoodConfigurationIsGood() {
    assertEquals(ExitCode.OK, shell.run("config", "check", "--domain", "chat.lan"));
    assertEquals("the configuration is good\n", shell.out());
  }
}
