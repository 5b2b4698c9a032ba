// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.account.Outcome;
import io.ringtail.config.control.ControlClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The packaged node, running; what it says in its banner is all the tests know of it.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class PackagedNode implements AutoCloseable {
  static final String DOMAIN = "localhost";
  static final String PASSWORD = "pencil";

  /** One domain, STARTTLS and direct TLS on free ports. */
  static final String TLS =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      [[listen.c2s]]
        port = 0
        ip_address = "127.0.0.1"
        tls.mode = "starttls"

      [[listen.c2s]]
        port = 0
        ip_address = "127.0.0.1"
        tls.mode = "tls"
      """;

  // 128 + SIGTERM: what a JVM that was asked to end exits with once its hooks have run
  private static final int TERMINATED = 143;

  private final NodeProcess process;
  private final Path data;

  private PackagedNode(final NodeProcess process, final Path data) {
    this.process = process;
    this.data = data;
  }

  /** Starts on {@code folder/data} with this configuration; returns when it is ready. */
  static PackagedNode start(final Path folder, final String config)
      throws IOException, InterruptedException {
    final Path file = folder.resolve("node.toml");
    Files.writeString(file, config);
    final Path data = folder.resolve("data");
    final NodeProcess process =
        NodeProcess.start("start", "--config", file.toString(), "--data", data.toString());
    process.awaitReady();
    return new PackagedNode(process, data);
  }

  InetSocketAddress startTls() {
    return listener("STARTTLS");
  }

  InetSocketAddress directTls() {
    return listener("direct TLS");
  }

  InetSocketAddress withoutTls() {
    return listener("without TLS");
  }

  private InetSocketAddress listener(final String how) {
    final String where =
        banner("listening").filter(line -> line.endsWith(how)).findFirst().orElseThrow();
    final int colon = where.indexOf(':');
    final int end = where.indexOf(' ', colon);
    return new InetSocketAddress(
        where.substring(0, colon), Integer.parseInt(where.substring(colon + 1, end)));
  }

  private java.util.stream.Stream<String> banner(final String name) {
    return process.lines().stream()
        .map(String::strip)
        .filter(line -> line.startsWith(name + ' '))
        .map(line -> line.substring(name.length()).strip());
  }

  /** SHA-256 of the self-signed certificate, as the banner shows it. */
  String fingerprint() {
    return banner("certificate").findFirst().orElseThrow().replaceFirst("^.*SHA-256 ", "");
  }

  /** Makes accounts, as {@code ringtail account registerUser} does. */
  void register(final String... users) {
    for (final String user : users) {
      final Outcome outcome = control(control -> control.register(user, DOMAIN, PASSWORD));
      assertTrue(outcome.ok(), outcome.text());
    }
  }

  <T> T control(final Function<ControlClient, T> question) {
    try (ControlClient client = ControlClient.connect(data).orElseThrow()) {
      return question.apply(client);
    }
  }

  /** A counter's value now. */
  long counter(final String name) {
    return control(control -> control.status().path("counters").path(name).asLong());
  }

  Path data() {
    return data;
  }

  NodeProcess process() {
    return process;
  }

  String output() {
    return process.output();
  }

  /** Resident memory now. */
  long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (final IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** What its heap holds after a full collection. */
  long liveBytes() throws IOException {
    final String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    final Process histogram =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
    try (BufferedReader lines = histogram.inputReader()) {
      final String total =
          lines.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
      return Long.parseLong(total.strip().replaceFirst(".*\\s", ""));
    }
  }

  /** Ends it as an operator does; it must take it well and have met no fault. */
  void stop() throws InterruptedException {
    process.terminate();
    assertEquals(TERMINATED, process.awaitExit(), process::output);
    assertFalse(output().contains("fault in "), process::output);
  }

  /** Ends it as a power cut does. */
  void kill() throws InterruptedException {
    process.kill();
    process.awaitExit();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (final InterruptedException hurried) {
      process.kill();
      throw new AssertionError(hurried);
    }
  }
}
