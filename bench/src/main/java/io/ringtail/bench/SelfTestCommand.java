// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.run.Progress;
import io.ringtail.bench.selftest.SelfTest;
import io.ringtail.bench.selftest.SelfTest.Finding;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows that the lab reports what is true.
 *
 * <p>Owner: main thread. Allocates: per run.
 */
@Command(
    name = "self-test",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a relay that loses, doubles, delays, reorders and misroutes 3 in 1,000 messages,",
      "one that pauses for two seconds, and the lab's own cost beside a bare epoll program's."
    })
final class SelfTestCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Seconds with the crooked relay, at 200 messages per second.")
  private int seconds;

  @Override
  public Integer call() throws InterruptedException {
    final Progress progress = new Progress(System.err, System.console() != null);
    final List<Finding> findings = new SelfTest(progress).run(seconds);
    progress.clear();
    for (final Finding finding : findings) {
      System.out.printf(
          Locale.ROOT,
          "%-4s %s: %s in truth, %s reported%n",
          finding.passed() ? "ok" : "FAIL",
          finding.what(),
          finding.truth(),
          finding.reported());
    }
    return findings.stream().allMatch(Finding::passed) ? 0 : 1;
  }
}
