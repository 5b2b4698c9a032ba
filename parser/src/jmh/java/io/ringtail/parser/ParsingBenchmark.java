// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From a frame to a view: the check of its UTF-8 alone, and everything.
 *
 * <pre>
 *   frame ─► Utf8 ─► CharacterData ─► Aalto ─► StartTag ─► StanzaView
 *           └ utf8()
 *           └──────────────────────── parse() ───────────────────────┘
 * </pre>
 *
 * <p>Owner: JMH. Allocates: what Aalto does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParsingBenchmark {
  /** Which message. */
  public enum Kind {
    CHAT,
    DECLARING,
    INTERNATIONAL
  }

  @Param private Kind kind;

  private final StanzaParser parser = new StanzaParser(Limits.defaults());
  private final StanzaView view = new StanzaView();
  private byte[] frame;

  /** Makes the frame. */
  @Setup
  public void frame() {
    frame =
        switch (kind) {
          case CHAT -> Samples.chat(0);
          case DECLARING -> Samples.declaring();
          case INTERNATIONAL -> Samples.international();
        };
  }

  /** Is it UTF-8? */
  @Benchmark
  public boolean utf8() {
    return Utf8.isValid(frame, 0, frame.length);
  }

  /** Null when it is a stanza. */
  @Benchmark
  public XmlFault parse() {
    return parser.parse(frame, 0, frame.length, view);
  }
}
