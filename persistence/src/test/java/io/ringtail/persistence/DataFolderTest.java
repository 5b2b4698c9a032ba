// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Taking, refusing and giving back a data folder, also between real processes.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class DataFolderTest {
  @TempDir private Path parent;

  private static String refusal(final Path folder) {
    return assertThrows(StorageStartException.class, () -> DataFolder.open(folder)).getMessage();
  }

  @Test
  void shouldCreateTheFolderForItsOwnerOnly() throws IOException {
    try (DataFolder folder = DataFolder.open(parent.resolve("a/b"))) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
    }
  }

  @Test
  void shouldTakeAFolderThatIsThere() {
    try (DataFolder folder = DataFolder.open(parent)) {
      assertEquals(parent, folder.path());
    }
  }

  @Test
  void shouldRefuseToOpenAFolderTwiceInOneProcess() {
    try (DataFolder folder = DataFolder.open(parent)) {
      assertTrue(refusal(folder.path()).contains("in use by this process"));
      assertTrue(refusal(folder.path()).contains("in use by this process"));
    }
  }

  @Test
  void shouldGiveTheFolderBack() {
    DataFolder.open(parent).close();
    DataFolder.open(parent).close();
  }

  @Test
  void shouldRefuseAFolderThatAnotherProcessHoldsUntilItDies() throws Exception {
    final Process first = startHolder();
    try (BufferedReader output = first.inputReader()) {
      assertEquals("held " + parent, output.readLine());

      final String refusal = refusal(parent);

      assertTrue(refusal.contains("in use by process " + first.pid()), refusal);
      assertTrue(refusal.contains("Stop that node first"), refusal);
    } finally {
      first.destroyForcibly().waitFor();
    }
    DataFolder.open(parent).close();
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FolderHolder.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void shouldSayThatTheFolderIsAFile() throws IOException {
    final Path file = Files.createFile(parent.resolve("file"));

    assertTrue(refusal(file).contains(file + " is a file"));
  }

  @Test
  void shouldSayWhoLacksTheRightWhenItCannotBeCreated() {
    final String refusal = refusal(Path.of("/proc/ringtail-data"));

    assertTrue(refusal.contains("/proc/ringtail-data cannot be created"), refusal);
    assertTrue(refusal.contains(System.getProperty("user.name")), refusal);
    assertTrue(refusal.contains("--data"), refusal);
  }

  @Test
  void shouldSayThatAReadOnlyFolderCannotBeWritten() {
    final String refusal = refusal(Path.of("/proc/self"));

    assertTrue(refusal.contains("cannot be written"), refusal);
  }

  @Test
  void shouldMakeASecretOnceForItsOwnerOnly() throws IOException {
    final byte[] secret;
    try (DataFolder folder = DataFolder.open(parent)) {
      secret = folder.secret("salts.key", 32);
      assertArrayEquals(secret, folder.secret("salts.key", 32));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("salts.key"))));
    try (DataFolder again = DataFolder.open(parent)) {
      assertArrayEquals(secret, again.secret("salts.key", 32));
    }
  }

  @Test
  void shouldRefuseASecretOfTheWrongLength() throws IOException {
    Files.write(parent.resolve("salts.key"), new byte[5]);
    try (DataFolder folder = DataFolder.open(parent)) {
      final String refusal =
          assertThrows(StorageStartException.class, () -> folder.secret("salts.key", 32))
              .getMessage();
      assertTrue(refusal.contains("5 bytes instead of 32"), refusal);
    }
  }
}
