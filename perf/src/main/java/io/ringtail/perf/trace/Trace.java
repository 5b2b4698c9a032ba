// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.trace;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.ring.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One trace: which stanzas it follows and what became of them, in a bounded queue; what does not
 * fit is left out.
 *
 * <p>Owner: loops and the last stage put in, whoever began it takes out. Allocates: per traced
 * stanza.
 */
public final class Trace {
  private static final int MAX_WAITING = 1024;

  /** Something that happened to a traced stanza; {@code key} tells them apart. */
  public sealed interface Step {
    /** The stages are done with it. */
    record Decided(long key, TraceNotes notes, List<Lap> laps, List<Decision> decisions)
        implements Step {}

    /** A loop has handed it to its sockets. */
    record Flushed(long key, List<Lap> laps) implements Step {}
  }

  /** How long one stage took. */
  public record Lap(String stage, long tookNs) {}

  /** What the stages want done: an action and the sessions it is done to. */
  public record Decision(String action, List<Long> sessions, int more) {}

  private static final int MAX_LISTED = 16;

  private final long session;
  private final String id;
  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(MAX_WAITING);

  private Trace(final long session, final String id) {
    this.session = session;
    this.id = id;
  }

  /** Of everything a session sends. */
  public static Trace ofSession(final long handle) {
    return new Trace(handle, null);
  }

  /** Of the stanzas with this id. */
  public static Trace ofId(final String id) {
    return new Trace(0, id);
  }

  boolean follows(final NodeSlot slot) {
    return id == null
        ? slot.session() == session
        : id.equals(slot.stanza().text(slot.stanza().id()));
  }

  /** The next thing that happened; null when nothing did for so long. */
  public Step next(final long timeoutMs) throws InterruptedException {
    return steps.poll(timeoutMs, TimeUnit.MILLISECONDS);
  }

  void decided(
      final TraceNotes notes, final NodeSlot slot, final List<String> stages, final long nowNs) {
    final Sample sample = slot.sample();
    final List<Lap> laps = new ArrayList<>();
    laps.add(new Lap("read", sample.parseNs() - sample.readNs()));
    laps.add(new Lap("parse", sample.publishedNs() - sample.parseNs()));
    laps.add(new Lap("queue", sample.takenNs() - sample.publishedNs()));
    long begunNs = sample.takenNs();
    for (int i = 0; i < stages.size() - 1 && i < Sample.MAX_STAGES; i++) {
      laps.add(new Lap(stages.get(i), sample.passedNs(i) - begunNs));
      begunNs = sample.passedNs(i);
    }
    laps.add(new Lap(stages.getLast(), nowNs - begunNs));
    steps.offer(new Step.Decided(begunNs, notes, laps, decisions(slot.outbox())));
  }

  void flushed(
      final long decidedNs, final long deliveredNs, final long flushingNs, final long flushedNs) {
    steps.offer(
        new Step.Flushed(
            decidedNs,
            List.of(
                new Lap("write", flushingNs - deliveredNs),
                new Lap("flush", flushedNs - flushingNs))));
  }

  private static List<Decision> decisions(final Outbox outbox) {
    final List<Decision> decisions = new ArrayList<>();
    for (int entry = 0; entry < outbox.entries(); entry++) {
      final List<Long> sessions = new ArrayList<>();
      final int first = outbox.firstRecipient(entry);
      final int end = outbox.endRecipient(entry);
      for (int i = first; i < end && sessions.size() < MAX_LISTED; i++) {
        sessions.add(outbox.recipient(i));
      }
      final String action = outbox.action(entry).name().toLowerCase(java.util.Locale.ROOT);
      decisions.add(new Decision(action, sessions, end - first - sessions.size()));
    }
    return decisions;
  }
}
