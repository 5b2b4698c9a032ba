// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.persistence.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts in an idle data folder, by the real database. */
class AccountCommandsTest {
  @TempDir Path folder;
  private final Shell shell = new Shell();

  private int account(final String... arguments) {
    final String[] all = new String[arguments.length + 5];
    all[0] = "account";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--data";
    all[arguments.length + 2] = folder.toString();
    all[arguments.length + 3] = "--set";
    all[arguments.length + 4] = "auth.password.format=plain";
    return shell.run(all);
  }

  private int register(final String username, final String password) {
    shell.typing(password + "\n");
    return account("registerUser", "--username", username, "--domain", "localhost");
  }

  @Test
  void shouldReadThePasswordFromStandardInput() {
    assertEquals(ExitCode.OK, register("alice", "secret"), shell.err());
    assertEquals("registered alice@localhost\n", shell.out());
  }

  @Test
  void shouldReadThePasswordFromAFile() throws IOException {
    final Path file = Files.writeString(folder.resolve("password"), "secret\n");
    assertEquals(
        ExitCode.OK,
        account(
            "registerUser",
            "--username",
            "alice",
            "--domain",
            "localhost",
            "--passwordFile",
            file.toString()));
  }

  @Test
  void shouldAnswerNoWithExitCodeOne() {
    register("alice", "secret");
    assertEquals(ExitCode.NO, register("alice", "secret"));
    assertEquals(ExitCode.NO, account("checkUser", "--user", "bob@localhost"));
    assertEquals("ringtail: there is no account bob@localhost\n", shell.err());
  }

  @Test
  void shouldListCountChangeAndRemove() {
    register("bob", "secret");
    register("alice", "secret");
    assertEquals(ExitCode.OK, account("listUsers", "--domain", "localhost"));
    assertEquals("alice@localhost\nbob@localhost\n", shell.out());
    assertEquals(ExitCode.OK, account("countUsers", "--domain", "localhost"));
    assertEquals("2\n", shell.out());
    assertEquals(
        ExitCode.OK,
        account("changeUserPassword", "--user", "bob@localhost", "--newPassword", "better"));
    assertEquals(ExitCode.OK, account("removeUser", "--user", "bob@localhost"));
    assertEquals(ExitCode.NO, account("removeUser", "--user", "bob@localhost"));
  }

  @Test
  void shouldRefuseAnUnknownDomain() {
    assertEquals(ExitCode.NO, account("listUsers", "--domain", "localhots"));
    assertEquals(
        "ringtail: the domain \"localhots\" is not served by this node; did you mean"
            + " 'localhost'?\n",
        shell.err());
  }

  @Test
  void shouldImportAFileAndReportBadLines() throws IOException {
    final Path file =
        Files.writeString(folder.resolve("users.csv"), "alice,localhost,a\nbad\nbob,localhost,b\n");
    assertEquals(ExitCode.NO, account("importUsers", "--filename", file.toString()));
    assertEquals("imported 2 accounts; 0 existed already; 1 bad lines\n", shell.out());
    assertEquals(file + ":2: has 1 fields instead of username,domain,password\n", shell.err());
    Files.writeString(file, "alice,localhost,a\ncarol,localhost,c\n");
    assertEquals(ExitCode.OK, account("importUsers", "--filename", file.toString()));
    assertEquals("imported 1 accounts; 1 existed already; 0 bad lines\n", shell.out());
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    assertEquals(ExitCode.USAGE, account("importUsers", "--filename", "absent.csv"));
    assertEquals("ringtail: the file absent.csv does not exist\n", shell.err());
  }

  @Test
  void shouldRefuseWhatCannotBeReadTwice() {
    assertEquals(ExitCode.USAGE, account("importUsers", "--filename", "/dev/null"));
    assertEquals(
        "ringtail: /dev/null is no plain file and cannot be read twice; save it to one\n",
        shell.err());
  }

  @Test
  void shouldImportIntoARunningNode() throws IOException, InterruptedException {
    final Path file = Files.writeString(folder.resolve("users.csv"), "alice,localhost,a\nbad\n");
    final Shell node = new Shell();
    final Thread running =
        Thread.ofPlatform().start(() -> node.run("start", "--data", folder.toString()));
    while (!node.out().contains("Ready")) {
      Thread.onSpinWait();
    }
    assertEquals(ExitCode.NO, account("importUsers", "--filename", file.toString()));
    assertEquals("imported 1 accounts; 0 existed already; 1 bad lines\n", shell.out());
    assertEquals(1, node.node.test.store.accounts.size());
    shell.run("stop", "--data", folder.toString());
    running.join();
  }

  @Test
  void shouldSayWhoHoldsTheDataFolder() {
    try (DataFolder held = DataFolder.open(folder)) {
      assertEquals(ExitCode.CANNOT_START, account("checkUser", "--user", "alice@localhost"));
      assertTrue(shell.err().contains(held.path() + " is in use by"), shell.err());
      assertEquals(1, shell.err().lines().count(), shell.err());
    }
  }

  @Test
  void shouldWantANodeOrAFolder() {
    assertEquals(
        ExitCode.NOT_RUNNING,
        new Shell()
            .in(java.util.Map.of())
            .run("account", "checkUser", "--user", "alice@localhost"));
  }
}
