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
 * Finding the end of a chat message, whole or as it comes in pieces.
 *
 * <pre>
 *   230 bytes in pieces of {@code piece} ─► Framer.scan … ─► STANZA
 * </pre>
 *
 * <p>Owner: JMH. Allocates: at set-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramingBenchmark {
  @Param({"65536", "64"})
  private int piece;

  private final byte[] message = Samples.chat(0);
  private final Framer framer = new Framer(Limits.defaults());

  /** Inside a stream from the start. */
  @Setup
  public void open() {
    framer.resetInsideStream();
  }

  /** One message; the framer is between frames again afterwards. */
  @Benchmark
  public Framer.Event frame() {
    Framer.Event event = Framer.Event.NEED_MORE;
    for (int at = 0; at < message.length; at += piece) {
      event = framer.scan(message, at, Math.min(message.length, at + piece));
    }
    return event;
  }
}
