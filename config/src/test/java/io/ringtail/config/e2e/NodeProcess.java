// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.ringtail.config.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The {@code ringtail} command in a process of its own: from {@code target/dist} where the build
 * names it ({@code -Dringtail.dist}), else from the test's own class path.
 *
 * <p>Owner: the test; a thread of its own reads the output. Allocates: per call.
 */
final class NodeProcess {
  private static final String DIST = "ringtail.dist";

  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;

  private NodeProcess(final Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("node-output").start(this::read);
  }

  static NodeProcess start(final String... arguments) throws IOException {
    // A build in a shell's background ignores SIGINT, and so would everything it starts.
    final List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    // should the tests be cut short, nothing of them goes on
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new NodeProcess(process);
  }

  private static List<String> jvm() {
    final String dist = System.getProperty(DIST);
    if (dist != null) {
      return List.of("@" + dist + "/jvm.options", "-cp", dist + "/lib/*");
    }
    final List<String> options =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    options.addAll(List.of("-cp", ownClassPath()));
    return options;
  }

  private static String ownClassPath() {
    if (Main.class.getClassLoader() instanceof final URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(URL::toString)
          .map(url -> Path.of(URI.create(url)).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        synchronized (output) {
          output.add(line);
        }
        if (line.startsWith("Ready")) {
          ready.complete(line);
        }
      }
    } catch (final IOException closed) {
      // the process was killed: what it said until then counts
      ready.completeExceptionally(closed);
    }
    ready.completeExceptionally(new IOException("the process ended"));
  }

  /** Returns once the banner is there in full. */
  void awaitReady() throws InterruptedException {
    try {
      ready.get(Await.DEADLINE_MS, TimeUnit.MILLISECONDS);
    } catch (final ExecutionException | TimeoutException failed) {
      process.destroyForcibly();
      throw new AssertionError("the node did not get ready:\n" + output(), failed);
    }
  }

  /** The exit code, once all output is read. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(Await.DEADLINE_MS, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the node did not end:\n" + output());
    }
    reader.join(Await.DEADLINE_MS);
    return process.exitValue();
  }

  /** SIGTERM; by its handle: the process's own method would close the pipe of its last words. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  List<String> lines() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** Everything said so far, on both streams. */
  String output() {
    return String.join("\n", lines());
  }
}
