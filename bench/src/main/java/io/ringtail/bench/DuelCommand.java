// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.Logins;
import io.ringtail.bench.client.PairRun;
import io.ringtail.bench.stats.Bootstrap;
import io.ringtail.bench.stats.Interval;
import io.ringtail.bench.stats.Samples;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Two servers under the same one-to-one messages, in turn and in short windows, on connections that
 * stay: what the machine does meanwhile happens to both. Says the ratio of their CPU per message.
 *
 * <pre>
 *   warm-up of both │ A B │ B A │ A B │ … medians, and the bootstrap interval of their ratio
 * </pre>
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "duel",
    mixinStandardHelpOptions = true,
    description = "Server CPU per message of two servers, measured in turn, as a ratio.")
final class DuelCommand implements Callable<Integer> {
  private static final long TIMEOUT_S = 120;
  private static final double OPENS_AT = 0.1;
  private static final double CLOSES_AT = 0.97;

  @Option(names = "--a", required = true, paramLabel = "HOST:PORT", description = "One server.")
  private String a;

  @Option(names = "--a-pid", required = true, paramLabel = "PID", description = "Its process.")
  private long pidA;

  @Option(names = "--b", required = true, paramLabel = "HOST:PORT", description = "The other.")
  private String b;

  @Option(names = "--b-pid", required = true, paramLabel = "PID", description = "Its process.")
  private long pidB;

  @Option(names = "--b-relay", description = "The other is the minimal relay.")
  private boolean relay;

  @Option(
      names = "--b-prefix",
      defaultValue = "user",
      description = "Its accounts are PREFIX0 …; others than the one's where both are one server.")
  private String prefixB;

  @Option(names = "--a-sm", description = "With stream management on the one, not on the other.")
  private boolean managed;

  @Option(names = "--connections", defaultValue = "1000", description = "Of each, even.")
  private int connections;

  @Option(names = "--messages", defaultValue = "100000", description = "Messages in a window.")
  private int messages;

  @Option(names = "--warm-up", defaultValue = "500000", description = "Messages before the first.")
  private int warmUp;

  @Option(names = "--rounds", defaultValue = "21", description = "Windows of each.")
  private int rounds;

  @Option(names = "--domain", defaultValue = "localhost", description = "Domain of the accounts.")
  private String domain;

  @Override
  public Integer call() throws IOException, InterruptedException {
    final Logins onA = Logins.xmpp(domain, "user", managed);
    final Logins onB = relay ? Logins.relay() : Logins.xmpp(domain, prefixB, false);
    try (Side first = new Side(a, pidA, onA);
        Side second = new Side(b, pidB, onB)) {
      first.exchange(warmUp);
      second.exchange(warmUp);
      Collecting.of(pidA);
      Collecting.of(pidB);
      measure(first, second);
      return first.isClean() && second.isClean() ? 0 : 1;
    }
  }

  private void measure(final Side first, final Side second) throws InterruptedException {
    final double[] ofA = new double[rounds];
    final double[] ofB = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        ofA[i] = first.exchange(messages);
        ofB[i] = second.exchange(messages);
      } else {
        ofB[i] = second.exchange(messages);
        ofA[i] = first.exchange(messages);
      }
      System.out.printf(
          Locale.ROOT,
          "window %2d: a %.2f us, b %.2f us, ratio %.3f%n",
          i + 1,
          ofA[i],
          ofB[i],
          ofA[i] / ofB[i]);
    }
    final double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = ofA[i] / ofB[i];
    }
    final Interval ratio = Bootstrap.standard().median(ratios);
    System.out.printf(
        Locale.ROOT,
        "a %.2f us, b %.2f us per message; ratio %.3f, 95 %% sure to be %.3f to %.3f%n",
        Samples.median(ofA),
        Samples.median(ofB),
        ratio.median(),
        ratio.low(),
        ratio.high());
  }

  /** One of the servers and everybody who is logged in there. */
  private final class Side implements AutoCloseable {
    private final ProcessUsage usage;
    private final PairRun run;

    Side(final String target, final long pid, final Logins logins) throws InterruptedException {
      final int colon = target.lastIndexOf(':');
      final InetSocketAddress address =
          new InetSocketAddress(
              target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
      usage = new ProcessUsage(pid);
      run = new PairRun(connections, 0);
      run.connect(address, connections, logins.login(), logins.address());
    }

    /** CPU microseconds of the server per message. */
    double exchange(final int count) throws InterruptedException {
      final int ofEach = count / connections;
      final long before = run.received();
      final long total = (long) ofEach * connections;
      final CpuWindow window =
          new CpuWindow(
              usage, run, before + (long) (total * OPENS_AT), before + (long) (total * CLOSES_AT));
      run.again(1, ofEach);
      window.watch(TIMEOUT_S);
      if (!run.awaitEnd(TIMEOUT_S)) {
        throw new IllegalStateException("the exchange did not end: " + run.lostConnection());
      }
      return window.microseconds();
    }

    boolean isClean() throws InterruptedException {
      final PairRun.Result result = run.result();
      if (result.lost() + result.doubled() + result.reordered() > 0) {
        System.out.println(result);
      }
      return result.lost() + result.doubled() + result.reordered() == 0;
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
