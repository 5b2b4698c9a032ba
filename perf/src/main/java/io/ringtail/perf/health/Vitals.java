// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.health;

import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.perf.live.Machine;
import io.ringtail.ring.Counters;
import io.ringtail.ring.ErrorLog;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * The checks that every node has.
 *
 * <p>Owner: made at start; the sampler runs them. Allocates: per look.
 */
public final class Vitals {
  private static final int OVERLOADED_LOOKS = 3;
  private static final double PERCENT = 100;
  private static final double MS = 1e6;
  private static final double SLOW_MS = 50;
  private static final double VERY_SLOW_MS = 500;
  private static final double STANDSTILL_MS = 500;
  private static final double LONG_STANDSTILL_MS = 5_000;
  private static final int FAULT_MEMORY_LOOKS = 600;
  private static final double SECOND_MS = 1e3;
  private static final double WRITER_LATE_S = 60;
  private static final double WRITER_VERY_LATE_S = 900;
  private static final long LITTLE_DISK_BYTES = 1L << 30;
  private static final long NO_DISK_BYTES = 64L << 20;
  private static final int CERTIFICATE_WARN_DAYS = 14;
  private static final int CERTIFICATE_BAD_DAYS = 3;

  private Vitals() {}

  /** Not ready while the ring has been this full for three looks. */
  public static Health.Check ring(
      final Counters counters, final int slots, final int overloadPercent) {
    final int[] fullLooks = {0};
    return () -> {
      final long used = counters.snapshot().getOrDefault("ring.occupancy", 0L);
      final double percent = used * PERCENT / slots;
      fullLooks[0] = percent >= overloadPercent ? fullLooks[0] + 1 : 0;
      final String text = say("The ring is %.0f %% full.", percent);
      return fullLooks[0] < OVERLOADED_LOOKS
          ? Finding.ok(text)
          : Finding.bad(
                  text + " More comes in than the stages take.",
                  "Send new clients to another node. Find the slow stage below: its curve stands"
                      + " out.")
              .notReady();
    };
  }

  /** How long stanzas take from read to flush. */
  public static Health.Check latency(final LatencyBoard board) {
    return Health.below(
        () -> recent(board, LatencyBoard.TOTAL).getValueAtPercentile(99) / MS,
        SLOW_MS,
        VERY_SLOW_MS,
        "99 of 100 stanzas took less than %.2f ms in the last minute.",
        "Find the stage whose curve stands out. read, queue: too little CPU. route, deliver: a busy"
            + " feature. flush: slow networks.");
  }

  /** How long a loop did nothing but one turn. */
  public static Health.Check turns(final LatencyBoard board) {
    return Health.below(
        () -> recent(board, LatencyBoard.TURN).getMaxValue() / MS,
        STANDSTILL_MS,
        LONG_STANDSTILL_MS,
        "The longest turn of an I/O loop took %.1f ms in the last minute.",
        "Compare with the GC pauses. If those are short, something else has the CPU: look at top.");
  }

  private static Histogram recent(final LatencyBoard board, final String stage) {
    final Histogram sum = new Histogram(2);
    board.look(
        series -> {
          if (series.stage().equals(stage)) {
            series.addRecentTo(sum);
          }
        });
    return sum;
  }

  public static Health.Check memory(final Machine machine) {
    return Health.below(
        machine::livePercent,
        85,
        95,
        "%.0f %% of the heap was in use after the last full collection.",
        "Give the node more memory: RINGTAIL_JAVA_OPTS=-Xmx2g. Sessions cost about 8 KiB each.");
  }

  /** Faults of Ringtail within about ten minutes. */
  public static Health.Check faults(final ErrorLog errors) {
    final long[] seen = {errors.total(), 0};
    return () -> {
      final long total = errors.total();
      seen[1] = total > seen[0] ? FAULT_MEMORY_LOOKS : Math.max(0, seen[1] - 1);
      seen[0] = total;
      return seen[1] == 0
          ? Finding.ok("No fault of Ringtail was met lately.")
          : Finding.warn(
              total + " faults of Ringtail since the start, " + errors.distinct() + " different.",
              "Each cost one session. The log has the first of each kind: please report it.");
    };
  }

  /** The certificate that ends first. */
  public static Health.Check certificates(final Supplier<Map<String, Instant>> certificates) {
    return () ->
        certificates.get().entrySet().stream()
            .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(first -> certificate(first.getKey(), first.getValue()))
            .orElse(Finding.ok("No listener shows a certificate."));
  }

  private static Finding certificate(final String listener, final Instant end) {
    final long days = Duration.between(Instant.now(), end).toDays();
    final boolean over = end.isBefore(Instant.now());
    final String text =
        over
            ? "The certificate of " + listener + " has ended: clients refuse to connect."
            : "The certificate of " + listener + " is good for " + days + " days.";
    if (days >= CERTIFICATE_WARN_DAYS) {
      return Finding.ok(text);
    }
    final String advice = "Renew it, then restart the node.";
    return days < CERTIFICATE_BAD_DAYS || over
        ? Finding.bad(text, advice)
        : Finding.warn(text, advice);
  }

  /** Room where the node keeps its data. */
  public static Health.Check disk(final Path data) {
    return () -> {
      try {
        final FileStore store = Files.getFileStore(data);
        final long free = store.getUsableSpace();
        final String text =
            say("The disk of %s has %.1f GB left.", data.toString(), free / PERCENT / 1e7);
        if (free > LITTLE_DISK_BYTES) {
          return Finding.ok(text);
        }
        final String advice = "Make room: nothing can be kept on a full disk.";
        return free > NO_DISK_BYTES ? Finding.warn(text, advice) : Finding.bad(text, advice);
      } catch (final IOException gone) {
        return Finding.bad(
            "The data folder " + data + " cannot be looked at: " + gone.getMessage(),
            "Is its disk still there?");
      }
    };
  }

  /** Whether the journal takes entries: the number {@code journal.refusing} is 0. */
  public static Health.Check journal(final Counters counters) {
    return () -> {
      final Long refusing = counters.snapshot().get("journal.refusing");
      if (refusing == null) {
        return Finding.ok("This node keeps no journal.");
      }
      return refusing == 0
          ? Finding.ok("The journal takes entries.")
          : Finding.bad(
                  "The journal cannot be written: messages that must be kept are refused.",
                  "Make room on the disk of the data folder; the journal goes on by itself.")
              .notReady();
    };
  }

  /** How far the database is behind the journal: {@code writer.lag_ms}. */
  public static Health.Check writer(final Counters counters) {
    return Health.below(
        () -> counters.snapshot().getOrDefault("writer.lag_ms", 0L) / SECOND_MS,
        WRITER_LATE_S,
        WRITER_VERY_LATE_S,
        "The database is %.0f s behind the journal.",
        "Nothing is lost: the journal has it. Look at the database; until it catches up the archive"
            + " shows less and the disk fills.");
  }

  private static String say(final String text, final Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
