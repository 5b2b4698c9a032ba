// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The busiest of many names, each with a series of its own, and one series for all others. Growth
 * is booked to whoever a name belonged to when it grew, so every series only grows, whoever joins
 * or leaves the busiest.
 *
 * <p>Owner: guarded by itself; one thread books. Allocates: per look.
 */
public final class TopBoard {
  /** The label of all others; no domain is called so. */
  public static final String REST = "(rest)";

  private static final int RANK_EVERY = 60;
  private static final double DECAY = 0.98;

  /** One name's numbers: as told last, as booked to itself, and how busy it was lately. */
  private static final class Line {
    private Tally told = Tally.ZERO;
    private Tally booked = Tally.ZERO;
    private double busy;
    private boolean top;
  }

  private final int limit;
  private final Map<String, Line> lines = new HashMap<>();
  private Tally rest = Tally.ZERO;
  private int tops;
  private int looks;

  public TopBoard(final int limit) {
    this.limit = limit;
  }

  /** Books what every name has grown by since the last call; once a second. */
  public synchronized void book(final Map<String, Tally> now) {
    long restSessions = 0;
    for (final Map.Entry<String, Tally> each : now.entrySet()) {
      final Line line = lines.computeIfAbsent(each.getKey(), name -> new Line());
      final Tally told = each.getValue();
      line.busy = line.busy * DECAY + told.stanzas() - line.told.stanzas();
      if (!line.top && tops < limit && (line.busy > 0 || told.sessions() > 0)) {
        line.top = true;
        tops++;
      }
      if (line.top) {
        line.booked = line.booked.grown(line.told, told);
      } else {
        rest = rest.grown(line.told, told);
        restSessions += told.sessions();
      }
      line.told = told;
    }
    rest = new Tally(rest.messages(), rest.presences(), rest.iqs(), restSessions);
    if (++looks % RANK_EVERY == 0 && lines.size() > limit) {
      rank();
    }
  }

  /** Lets the busiest names in for the least busy ones, whose series end. */
  private void rank() {
    final List<Line> byBusy = new ArrayList<>(lines.values());
    byBusy.sort(Comparator.comparingDouble((Line line) -> line.busy).reversed());
    for (int i = 0; i < byBusy.size(); i++) {
      final Line line = byBusy.get(i);
      final boolean wasTop = line.top;
      line.top = i < limit && (wasTop || line.busy > 0);
      if (wasTop && !line.top) {
        line.booked = Tally.ZERO;
      }
    }
    tops = (int) byBusy.stream().filter(line -> line.top).count();
  }

  /** The busiest, most busy first, then the rest where there is one. */
  public synchronized Map<String, Tally> shown() {
    final Map<String, Tally> shown = new LinkedHashMap<>();
    lines.entrySet().stream()
        .filter(line -> line.getValue().top)
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Line> line) -> line.getValue().busy)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .forEach(line -> shown.put(line.getKey(), line.getValue().booked));
    if (lines.size() > tops || rest.stanzas() > 0) {
      shown.put(REST, rest);
    }
    return shown;
  }
}
