// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Option;

/**
 * Asks a server's JVM for a garbage collection: what stays is then where it stays for hours in
 * production, and what a login left behind is gone.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
final class Collecting {
  private static final long SETTLE_NS = 1_000_000_000L;

  @Option(
      names = "--collect",
      description =
          "Process whose JVM is asked for a collection (jcmd PID GC.run) once all are logged in.")
  private long pid;

  void run() throws IOException, InterruptedException {
    if (pid != 0) {
      of(pid);
    }
  }

  static void of(final long pid) throws IOException, InterruptedException {
    final String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    final int exit =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("jcmd " + pid + " GC.run ended with " + exit);
    }
    LockSupport.parkNanos(SETTLE_NS);
  }
}
