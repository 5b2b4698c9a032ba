// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * The times of one sampled slot on its way; most slots are not sampled and only their flag is read.
 *
 * <pre>
 *   read ─► parse begins ─► published ─► taken by the first stage ─► passed[0] ─► passed[1] ─► …
 * </pre>
 *
 * <p>Owner: as the slot it belongs to: the claiming loop, then each stage in turn. Allocates: at
 * start; a trace hangs its notes on it.
 */
public final class Sample {
  /** Stages beyond these are not timed. */
  public static final int MAX_STAGES = 8;

  private static final int NOT_SAMPLED = 0;
  private static final int RECORDED = 1;
  private static final int TRACED = 2;

  private final long[] passedNs = new long[MAX_STAGES];
  private int use;
  private int kind;
  private long readNs;
  private long parseNs;
  private long publishedNs;
  private long takenNs;
  private Object notes;

  /** Begins the times of a slot that is about to be published. */
  public void begin(
      final int newKind, final long newReadNs, final long newParseNs, final long newPublishedNs) {
    use = RECORDED;
    kind = newKind;
    readNs = newReadNs;
    parseNs = newParseNs;
    publishedNs = newPublishedNs;
  }

  /**
   * The slot is followed by a trace.
   *
   * @param isRecorded whether its times count for the histograms as well
   */
  public void trace(final Object traceNotes, final boolean isRecorded) {
    use = isRecorded ? RECORDED | TRACED : TRACED;
    notes = traceNotes;
  }

  /** Forgets everything: the slot is free. */
  public void clear() {
    if (use != NOT_SAMPLED) {
      use = NOT_SAMPLED;
      notes = null;
    }
  }

  public void taken(final long nowNs) {
    takenNs = nowNs;
  }

  public void passed(final int stage, final long nowNs) {
    if (stage < MAX_STAGES) {
      passedNs[stage] = nowNs;
    }
  }

  /** True when anybody wants this slot's times. */
  public boolean isActive() {
    return use != NOT_SAMPLED;
  }

  /** True when the times count for the histograms. */
  public boolean isRecorded() {
    return (use & RECORDED) != 0;
  }

  public boolean isTraced() {
    return (use & TRACED) != 0;
  }

  /** What the slot carries, in the numbering of whoever samples. */
  public int kind() {
    return kind;
  }

  public long readNs() {
    return readNs;
  }

  public long parseNs() {
    return parseNs;
  }

  public long publishedNs() {
    return publishedNs;
  }

  public long takenNs() {
    return takenNs;
  }

  public long passedNs(final int stage) {
    return passedNs[stage];
  }

  /** What the trace hung on it; null without one. */
  public Object notes() {
    return notes;
  }
}
