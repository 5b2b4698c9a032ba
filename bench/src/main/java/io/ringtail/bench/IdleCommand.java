// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.Logins;
import io.ringtail.bench.client.PairRun;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Logs many users in, leaves them idle and says what each cost the server in resident memory.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(name = "idle-memory", description = "Memory of idle sessions: log in, wait, compare RSS.")
final class IdleCommand implements Callable<Integer> {
  @Mixin private TargetOptions target;

  @Option(names = "--connections", defaultValue = "10000", description = "Sessions to hold.")
  private int connections;

  @Option(
      names = "--base",
      defaultValue = "500",
      description = "Sessions logged in before the first look, so that code is warm.")
  private int base;

  @Option(names = "--settle", defaultValue = "10", description = "Seconds to wait before a look.")
  private int settleSeconds;

  @Mixin private Collecting collecting;

  @Override
  public Integer call() throws Exception {
    final ProcessUsage usage = target.usage();
    if (usage == null) {
      System.err.println("idle-memory needs --pid: the memory is read from /proc");
      return 2;
    }
    final Logins logins = target.logins();
    try (PairRun first = new PairRun(base, 0);
        PairRun rest = new PairRun(connections, 0)) {
      first.connect(target.address(), base, logins.login(), logins.address());
      final long before = look(usage);
      final long startedNs = System.nanoTime();
      rest.connect(
          target.address(),
          connections,
          n -> logins.login().apply(n + base),
          n -> logins.address().apply(n + base));
      final double loginSeconds = (System.nanoTime() - startedNs) / 1e9;
      final long after = look(usage);
      System.out.printf(
          Locale.ROOT,
          "RSS %d KiB with %d sessions, %d KiB with %d: %.2f KiB per session (%.0f logins/s)%n",
          before,
          base,
          after,
          base + connections,
          (after - before) / (double) connections,
          connections / loginSeconds);
    }
    return 0;
  }

  private long look(final ProcessUsage usage) throws Exception {
    LockSupport.parkNanos(settleSeconds * 1_000_000_000L);
    collecting.run();
    return usage.residentKib();
  }
}
