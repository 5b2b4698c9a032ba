// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.Logins;
import io.ringtail.bench.client.PairRun;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Numbered one-to-one messages between pairs; says what was lost, doubled or reordered, and the
 * server's CPU per delivered message.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "pairs",
    description = "Exchange numbered messages between pairs of users and check every one.")
final class PairsCommand implements Callable<Integer> {
  @Mixin private TargetOptions target;

  @Mixin private Collecting collecting;

  @Option(names = "--connections", defaultValue = "1000", description = "Connections, even.")
  private int connections;

  @Option(names = "--messages", defaultValue = "1000000", description = "Messages in all.")
  private int messages;

  @Option(names = "--under-way", defaultValue = "1", description = "Messages under way per pair.")
  private int underWay;

  @Option(names = "--sm", description = "With stream management (XEP-0198), as clients use it.")
  private boolean managed;

  @Option(
      names = "--warm-up",
      defaultValue = "0.3",
      description = "Share of the messages before the CPU account begins.")
  private double warmUp;

  @Option(names = "--timeout", defaultValue = "600", description = "Seconds for the exchange.")
  private long timeoutSeconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    final int perDirection = messages / connections;
    final ProcessUsage usage = target.usage();
    final Logins logins = target.logins(managed);
    try (PairRun run = new PairRun(connections, perDirection)) {
      run.connect(target.address(), connections, logins.login(), logins.address());
      collecting.run();
      final long total = (long) perDirection * connections;
      final CpuWindow window = new CpuWindow(usage, run, (long) (total * warmUp), total * 98 / 100);
      final long startedNs = System.nanoTime();
      run.start(underWay);
      window.watch(timeoutSeconds);
      final boolean complete = run.awaitEnd(timeoutSeconds);
      final double seconds = (System.nanoTime() - startedNs) / 1e9;
      return report(run, complete, seconds, window);
    }
  }

  private static int report(
      final PairRun run, final boolean complete, final double seconds, final CpuWindow window)
      throws InterruptedException {
    final PairRun.Result result = run.result();
    System.out.printf(
        Locale.ROOT,
        "sent %d received %d lost %d doubled %d reordered %d in %.1f s (%.0f per second)%n",
        result.sent(),
        result.received(),
        result.lost(),
        result.doubled(),
        result.reordered(),
        seconds,
        result.received() / seconds);
    if (run.lostConnection() != null) {
      System.out.println("a connection was lost: " + run.lostConnection());
    }
    if (window.isMeasured()) {
      System.out.printf(Locale.ROOT, "server CPU per message %.2f us%n", window.microseconds());
    }
    final boolean clean =
        complete && result.lost() == 0 && result.doubled() == 0 && result.reordered() == 0;
    return clean ? 0 : 1;
  }
}
