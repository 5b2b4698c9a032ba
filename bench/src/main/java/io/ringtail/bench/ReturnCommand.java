// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.streams.Crowd;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how soon everybody is back: many clients with resumable streams, then somebody else
 * kills the server and starts it again.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "return",
    description = "Wait for the server to go and come; say how soon all clients have resumed.")
final class ReturnCommand implements Callable<Integer> {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);

  @Mixin private TargetOptions target;

  @Option(names = "--clients", defaultValue = "10000", description = "Clients.")
  private int clients;

  @Option(
      names = "--quick",
      description = "They come back by SASL2 with a token (XEP-0484) and resume within it.")
  private boolean quick;

  @Override
  public Integer call() throws InterruptedException {
    final Crowd crowd = new Crowd(target.address(), target.domain(), clients, target::user, quick);
    crowd.start();
    crowd.awaitReady(PATIENCE_NS);
    crowd.awaitQuiet(PATIENCE_NS); // what it has not heard the end of a client sends again
    System.out.println("all are connected");
    final long before = crowd.connects();
    while (isThere()) {
      Thread.sleep(20);
    }
    final long goneNs = System.nanoTime();
    while (!isThere()) {
      Thread.sleep(5);
    }
    final long probedNs = System.nanoTime(); // late where the crowd fills the backlog before
    final boolean all = crowd.awaitReady(PATIENCE_NS) && crowd.connects() >= before + clients;
    final double seconds = (System.nanoTime() - crowd.firstOpenedNs(goneNs, probedNs)) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d of %d clients are back %.2f s after the server listens; streams begun %d%n",
        crowd.ready(),
        clients,
        seconds,
        crowd.result().newStreams());
    if (!all) {
      System.out.println("the last connection that ended: " + crowd.lastLoss());
    }
    crowd.stop();
    return all ? 0 : 1;
  }

  private boolean isThere() {
    try (Socket probe = new Socket()) {
      probe.connect(target.address(), 1_000);
      return true;
    } catch (final IOException gone) {
      return false;
    }
  }
}
