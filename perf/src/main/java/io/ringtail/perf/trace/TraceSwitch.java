// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.trace;

import io.ringtail.handlers.node.NodeSlot;
import java.util.List;

/**
 * The switch of the one trace that may run: off, it costs an element one look.
 *
 * <p>Owner: any thread arms it; loops and the last stage report. Allocates: per traced stanza.
 */
public final class TraceSwitch {
  private volatile Trace armed;

  /** True while a trace runs. */
  public boolean isArmed() {
    return armed != null;
  }

  /** Begins a trace; false when another one runs. */
  public synchronized boolean arm(final Trace trace) {
    if (armed != null) {
      return false;
    }
    armed = trace;
    return true;
  }

  /** Ends it. */
  public synchronized void disarm(final Trace trace) {
    if (armed == trace) {
      armed = null;
    }
  }

  /** Notes on the stanza of a slot about to be published, or null when nobody follows it. */
  public TraceNotes notes(final NodeSlot slot) {
    final Trace trace = armed;
    return trace == null || !trace.follows(slot) ? null : TraceNotes.of(slot);
  }

  /** The last stage is done with a traced slot. */
  public void decided(final NodeSlot slot, final List<String> stages, final long nowNs) {
    final Trace trace = armed;
    if (trace != null && slot.sample().notes() instanceof TraceNotes notes) {
      trace.decided(notes, slot, stages, nowNs);
    }
  }

  /** A loop has handed an entry of a traced slot to its sockets. */
  public void flushed(
      final long decidedNs, final long deliveredNs, final long flushingNs, final long flushedNs) {
    final Trace trace = armed;
    if (trace != null) {
      trace.flushed(decidedNs, deliveredNs, flushingNs, flushedNs);
    }
  }
}
