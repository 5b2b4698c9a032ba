// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.streams.Crowd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Clients with resumable streams write to each other while connections break at random, and while
 * somebody else kills the server again and again.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "chaos",
    description = "Break connections at random and check that every message arrives once.")
final class ChaosCommand implements Callable<Integer> {
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(60);

  @Mixin private TargetOptions target;

  @Option(names = "--clients", defaultValue = "1000", description = "Clients.")
  private int clients;

  @Option(names = "--rate", defaultValue = "1000", description = "Messages per second in all.")
  private int rate;

  @Option(names = "--cuts", defaultValue = "1000", description = "Connections to break in all.")
  private int cuts;

  @Option(names = "--seconds", defaultValue = "60", description = "How long messages are sent.")
  private int seconds;

  @Option(
      names = "--quick",
      description = "They come back by SASL2 with a token (XEP-0484) and resume within it.")
  private boolean quick;

  @Option(
      names = "--until",
      description = "Go on sending until this file is there: whoever kills the server makes it.")
  private Path until;

  @Override
  public Integer call() throws InterruptedException {
    final Crowd crowd = new Crowd(target.address(), target.domain(), clients, target::user, quick);
    crowd.start();
    if (!crowd.awaitReady(SETTLE_NS)) {
      System.out.printf(Locale.ROOT, "only %d of %d have connected%n", crowd.ready(), clients);
      crowd.stop();
      return 1;
    }
    System.out.println("all are connected");
    send(crowd);
    crowd.awaitQuiet(SETTLE_NS);
    final int verdict = report(crowd);
    crowd.stop();
    return verdict;
  }

  private void send(final Crowd crowd) throws InterruptedException {
    final long startedNs = System.nanoTime();
    final long lengthNs = TimeUnit.SECONDS.toNanos(seconds);
    long sent = 0;
    long cut = 0;
    long sinceNs = 0;
    while (sinceNs < lengthNs || goesOn()) {
      for (final long due = (long) (sinceNs / 1e9 * rate); sent < due; sent++) {
        crowd.sendOne();
      }
      for (final long due = cuts * sinceNs / lengthNs; cut < Math.min(due, cuts); cut++) {
        crowd.cutOne();
      }
      Thread.sleep(1);
      sinceNs = System.nanoTime() - startedNs;
    }
  }

  private boolean goesOn() {
    return until != null && !Files.exists(until);
  }

  private int report(final Crowd crowd) {
    final Crowd.Result result = crowd.result();
    System.out.printf(
        Locale.ROOT,
        "sent %d received %d lost %d doubled %d reordered %d; connections %d, streams begun %d%n",
        result.sent(),
        result.received(),
        result.lost(),
        result.doubled(),
        result.reordered(),
        crowd.connects(),
        result.newStreams());
    if (crowd.refused() > 0) {
      System.out.printf(
          Locale.ROOT, "refused %d, first: %s%n", crowd.refused(), crowd.firstRefusal());
    }
    System.out.printf(
        Locale.ROOT,
        "%d of %d are connected, %d stanzas are not acknowledged%n",
        crowd.ready(),
        clients,
        crowd.outstanding());
    return result.lost() == 0 && result.doubled() == 0 && result.reordered() == 0 ? 0 : 1;
  }
}
