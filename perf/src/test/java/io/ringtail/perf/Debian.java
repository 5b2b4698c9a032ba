// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs of Debian that tests run: taken where they are, else fetched with apt, for a machine
 * that has nothing but a JDK and Maven. Where they cannot be had the test fails.
 */
public final class Debian {
  private static final Path FETCHED = Path.of("target", "debian").toAbsolutePath();

  private Debian() {}

  /** Prometheus' own judge of metrics; unpacked without installing the service around it. */
  public static Path promtool() throws IOException, InterruptedException {
    final Path installed = onPath("promtool");
    final Path unpacked = FETCHED.resolve("usr/bin/promtool");
    if (installed != null || Files.isExecutable(unpacked)) {
      return installed == null ? unpacked : installed;
    }
    Files.createDirectories(FETCHED);
    update();
    must(FETCHED, "apt-get", "-q", "download", "prometheus");
    final String deb;
    try (var files = Files.list(FETCHED)) {
      deb =
          files.map(Path::toString).filter(name -> name.endsWith(".deb")).findFirst().orElseThrow();
    }
    must(FETCHED, "dpkg-deb", "-x", deb, FETCHED.toString());
    return unpacked;
  }

  public static Path chromium() throws IOException, InterruptedException {
    final Path installed = onPath("chromium");
    if (installed != null) {
      return installed;
    }
    Files.createDirectories(FETCHED);
    update();
    must(
        FETCHED,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-y",
        "--no-install-recommends",
        "install",
        "chromium",
        "fonts-dejavu-core");
    return onPath("chromium");
  }

  private static void update() throws IOException, InterruptedException {
    must(FETCHED, "apt-get", "-q", "update");
  }

  private static Path onPath(final String program) {
    for (final String folder : System.getenv("PATH").split(File.pathSeparator)) {
      final Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  /** Runs it; its output. */
  public static String must(final Path folder, final String... command)
      throws IOException, InterruptedException {
    final Path output = Files.createTempFile("output", ".txt");
    try {
      final Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      final int code = process.waitFor();
      final String said = Files.readString(output, StandardCharsets.UTF_8);
      assertEquals(0, code, () -> String.join(" ", command) + ":\n" + said);
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
