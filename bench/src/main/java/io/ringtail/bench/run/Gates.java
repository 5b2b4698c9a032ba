// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.result.Round.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a window may be quoted.
 *
 * @param latenessP99Ns how late the generator sent
 * @param latencyP99Ns what it measured
 * @param busiestLoop share of a core that the busiest loop used
 * @param foreignShare of all cores, used by neither the target nor the lab
 * @param stealShare of all cores, taken by the hypervisor
 * @param checks what was checked
 * @param firstError the first of the errors, or null
 *     <p>Owner: anyone, immutable. Allocates: per call.
 */
record Gates(
    double latenessP99Ns,
    double latencyP99Ns,
    double busiestLoop,
    double foreignShare,
    double stealShare,
    Checks checks,
    String firstError) {
  static final double MAX_LOOP = 0.85;
  static final double MAX_FOREIGN = 0.05;
  static final double MAX_STEAL = 0.02;
  private static final double HARMLESS_LATENESS_NS = 1e6;
  private static final double LATENESS_SHARE = 0.2;

  /** Why the window is void; empty when it is not. */
  List<String> reasons() {
    final List<String> reasons = new ArrayList<>();
    if (latenessP99Ns > HARMLESS_LATENESS_NS && latenessP99Ns > LATENESS_SHARE * latencyP99Ns) {
      reasons.add(
          "the generator was late: p99 "
              + Progress.time(latenessP99Ns)
              + " of the "
              + Progress.time(latencyP99Ns)
              + " measured");
    }
    over(reasons, busiestLoop, MAX_LOOP, "a generator loop used %.0f %% of its core");
    over(reasons, foreignShare, MAX_FOREIGN, "other processes used %.1f %% of the machine");
    over(reasons, stealShare, MAX_STEAL, "the hypervisor took %.1f %% of the machine");
    count(reasons, checks.lost(), "lost");
    count(reasons, checks.doubled(), "doubled");
    count(reasons, checks.reordered(), "reordered");
    count(reasons, checks.misrouted(), "misrouted");
    if (checks.errors() > 0) {
      reasons.add(
          checks.errors()
              + (checks.errors() == 1 ? " error: " : " errors, the first: ")
              + firstError);
    }
    return reasons;
  }

  private static void over(
      final List<String> reasons, final double share, final double limit, final String text) {
    if (share > limit) {
      reasons.add(
          String.format(Locale.ROOT, text, share * 100)
              + String.format(Locale.ROOT, " (limit %.0f %%)", limit * 100));
    }
  }

  private static void count(final List<String> reasons, final long count, final String what) {
    if (count > 0) {
      reasons.add(count + " " + what);
    }
  }
}
