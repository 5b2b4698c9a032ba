// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A bounded log of distinct faults: each kind is kept once with a count, so that a fault that comes
 * with every stanza floods nothing.
 *
 * <p>Two faults are the same when source, exception type and the innermost frames agree.
 *
 * <p>Owner: any thread. Allocates: per fault, never without one.
 */
public final class ErrorLog {
  /**
   * Told of the first occurrence of each fault, on the faulting thread; quick, and never throwing.
   */
  @FunctionalInterface
  public interface Observer {
    void onFirst(String source, Throwable fault);
  }

  private static final int FRAMES_COMPARED = 8;

  private record Kind(
      String source, Throwable first, StackTraceElement[] frames, AtomicLong count) {
    boolean matches(
        final String otherSource, final Throwable other, final StackTraceElement[] trace) {
      return source.equals(otherSource)
          && first.getClass() == other.getClass()
          && Arrays.equals(frames, trace);
    }
  }

  private final AtomicReference<Kind[]> kindsCas = new AtomicReference<>(new Kind[0]);
  private final AtomicLong unlisted = new AtomicLong();
  private final int maxKinds;
  private final Observer observer;

  public ErrorLog(final int maxKinds, final Observer observer) {
    this.maxKinds = maxKinds;
    this.observer = observer;
  }

  /** Counts the fault and, where it is the first of its kind, keeps it and tells the observer. */
  public void record(final String source, final Throwable fault) {
    final StackTraceElement[] trace = fault.getStackTrace();
    final StackTraceElement[] frames =
        Arrays.copyOf(trace, Math.min(trace.length, FRAMES_COMPARED));
    Kind[] kinds;
    Kind added;
    do {
      kinds = kindsCas.get();
      if (countKnown(kinds, source, fault, frames)) {
        return;
      }
      if (kinds.length == maxKinds) {
        unlisted.incrementAndGet();
        return;
      }
      added = new Kind(source, fault, frames, new AtomicLong(1));
    } while (!kindsCas.compareAndSet(kinds, append(kinds, added)));
    observer.onFirst(source, fault);
  }

  /** How many different faults are kept. */
  public int distinct() {
    return kindsCas.get().length;
  }

  /** How many faults were recorded, listed or not. */
  public long total() {
    long sum = unlisted.get();
    for (final Kind kind : kindsCas.get()) {
      sum += kind.count.get();
    }
    return sum;
  }

  /** Everything kept, as text: count, source and stack trace of each distinct fault. */
  public String snapshot() {
    final StringWriter text = new StringWriter();
    final PrintWriter out = new PrintWriter(text);
    for (final Kind kind : kindsCas.get()) {
      out.println(kind.count.get() + " times in " + kind.source + ", first:");
      kind.first.printStackTrace(out);
    }
    if (unlisted.get() > 0) {
      out.println(unlisted.get() + " further faults of kinds not kept (the log is full)");
    }
    return text.toString();
  }

  private static boolean countKnown(
      final Kind[] kinds,
      final String source,
      final Throwable fault,
      final StackTraceElement[] frames) {
    for (final Kind kind : kinds) {
      if (kind.matches(source, fault, frames)) {
        kind.count.incrementAndGet();
        return true;
      }
    }
    return false;
  }

  private static Kind[] append(final Kind[] kinds, final Kind added) {
    final Kind[] grown = Arrays.copyOf(kinds, kinds.length + 1);
    grown[kinds.length] = added;
    return grown;
  }
}
