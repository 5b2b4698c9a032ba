// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.ring.Sample;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * Flight Recorder's view of a sampled stanza: one event per stage. Off unless a recording asks for
 * it: {@code jcmd PID JFR.start ringtail.Stage#enabled=true}.
 *
 * <p>Owner: the last stage's thread. Allocates: per event, only while a recording wants it.
 */
@Name("ringtail.Stage")
@Label("Stage of a stanza")
@Description("How long one stage of the pipeline took for one sampled stanza")
@Category("Ringtail")
@StackTrace(false)
@Enabled(false)
public final class StageEvent extends Event {
  private static final EventType TYPE = EventType.getEventType(StageEvent.class);

  @Label("Stage")
  private String stage;

  @Label("Kind")
  private String kind;

  @Label("Time taken")
  @Timespan(Timespan.NANOSECONDS)
  private long took;

  @Label("Since it was read")
  @Timespan(Timespan.NANOSECONDS)
  private long age;

  static void commitAll(final List<String> stages, final Sample sample, final int count) {
    if (!TYPE.isEnabled()) {
      return;
    }
    emit(sample, LatencyBoard.READ, sample.readNs(), sample.parseNs());
    emit(sample, LatencyBoard.PARSE, sample.parseNs(), sample.publishedNs());
    emit(sample, LatencyBoard.QUEUE, sample.publishedNs(), sample.takenNs());
    long begunNs = sample.takenNs();
    for (int i = 0; i < count; i++) {
      emit(sample, stages.get(i), begunNs, sample.passedNs(i));
      begunNs = sample.passedNs(i);
    }
  }

  private static void emit(
      final Sample sample, final String stage, final long fromNs, final long toNs) {
    final StageEvent event = new StageEvent();
    event.stage = stage;
    event.kind = LatencyBoard.kindName(sample.kind());
    event.took = toNs - fromNs;
    event.age = toNs - sample.readNs();
    event.commit();
  }
}
