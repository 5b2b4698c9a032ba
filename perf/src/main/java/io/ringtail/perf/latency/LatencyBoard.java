// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.parser.StanzaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Every latency histogram of the node: recorded by agents and loops, collected once a second.
 *
 * <pre>
 *   agents, loops ─► SingleWriterRecorder each ─► collect() ─► last second │ since logged │ since start
 * </pre>
 *
 * <p>Owner: any thread but the recording ones; the histograms are looked at inside {@link #look}.
 * Allocates: at start.
 */
public final class LatencyBoard {
  /** Waiting behind what was read before it, in the same turn. */
  public static final String READ = "read";

  /** From the first look at the element to its place in the ring. */
  public static final String PARSE = "parse";

  /** In the ring, until the first stage takes it. */
  public static final String QUEUE = "queue";

  /** In the recipients' outputs, until the turn's flush. */
  public static final String WRITE = "write";

  /** The sockets' turn. */
  public static final String FLUSH = "flush";

  /** From the read to the end of the flush. */
  public static final String TOTAL = "total";

  /** A loop's turn; it has no kind. */
  public static final String TURN = "turn";

  /** The kind of what is not about one stanza. */
  public static final String ANY = "any";

  private static final int KINDS = 3; // nonzas never reach the ring

  private final List<LatencySeries> series = new ArrayList<>();

  /** One recorder per kind of stanza for one stage and one thread. */
  Latency[] recorders(final String stage) {
    final Latency[] recorders = new Latency[KINDS];
    for (int kind = 0; kind < KINDS; kind++) {
      recorders[kind] = recorder(stage, kindName(kind));
    }
    return recorders;
  }

  /** The recorder of one thread. */
  synchronized Latency recorder(final String stage, final String kind) {
    for (final LatencySeries known : series) {
      if (known.stage().equals(stage) && known.kind().equals(kind)) {
        return known.newWriter();
      }
    }
    final LatencySeries added = new LatencySeries(stage, kind);
    series.add(added);
    return added.newWriter();
  }

  /** The stanza kinds, by {@link StanzaKind#ordinal}. */
  static String kindName(final int kind) {
    return StanzaKind.values()[kind].name().toLowerCase(Locale.ROOT);
  }

  /** Takes over what was recorded since the last call; once a second. */
  public synchronized void collect() {
    for (final LatencySeries each : series) {
      each.collect();
    }
  }

  /** Shows every series to the looker while nothing changes. */
  public synchronized void look(final Consumer<LatencySeries> looker) {
    series.forEach(looker);
  }
}
