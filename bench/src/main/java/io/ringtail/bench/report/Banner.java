// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.Round;
import io.ringtail.bench.stats.Noise;
import java.util.ArrayList;
import java.util.List;

/**
 * The first thing a reader sees of a run: whether its figures may be quoted.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
final class Banner {
  private Banner() {}

  static String of(final List<Standing> standings) {
    final List<String> complaints = complaints(standings);
    final long all = standings.stream().mapToLong(s -> s.target().rounds().size()).sum();
    final long valid = standings.stream().mapToLong(s -> s.target().validRounds().size()).sum();
    if (complaints.isEmpty()) {
      return "<div class=\"banner ok\" role=\"status\"><b>✓ Valid.</b> All "
          + all
          + " rounds passed every check: nothing lost, doubled, reordered or misrouted;"
          + " generator on time.</div>\n";
    }
    final boolean isVoid = valid < all;
    return "<div class=\"banner "
        + (isVoid ? "void" : "warn")
        + "\" role=\"alert\"><b>"
        + (isVoid ? "✗ " + (all - valid) + " of " + all + " rounds are VOID" : "! Read with care")
        + "</b>"
        + Html.list(complaints)
        + "</div>\n";
  }

  /** What keeps the figures from being quoted, in words; the terminal shows the same. */
  static List<String> complaints(final List<Standing> standings) {
    final List<String> complaints = new ArrayList<>();
    if (standings.stream().anyMatch(s -> s.run().partial())) {
      complaints.add("partial: the run was stopped before its end");
    }
    for (final Standing s : standings) {
      for (final Round round : s.target().rounds()) {
        round
            .validity()
            .voidReasons()
            .forEach(
                reason ->
                    complaints.add(s.target().name() + ", round " + round.index() + ": " + reason));
      }
      Noise.complaint(s.rounds())
          .ifPresent(text -> complaints.add(s.target().name() + ": " + text));
    }
    return complaints;
  }
}
