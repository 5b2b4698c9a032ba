// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The ways bytes leave: spliced out of those that came, escaped from text, written from a tree.
 *
 * <pre>
 *   view ─► Splice.head + rest ─┐
 *   text ─► escaped ────────────┼─► ByteWriter
 *   Element ─► write ───────────┘
 * </pre>
 *
 * <p>Owner: JMH. Allocates: at set-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WritingBenchmark {
  private final ByteWriter out = new ByteWriter(1_024);
  private final StanzaView view = new StanzaView();
  private final byte[] from = (Samples.account(1) + "/bench").getBytes(StandardCharsets.US_ASCII);
  private final Element iq = new Element("iq", Ns.CLIENT).set("type", "result").set("id", "1");

  /** Parses the message that is spliced, builds the tree that is written. */
  @Setup
  public void prepare() {
    final byte[] message = Samples.chat(0);
    if (new StanzaParser(Limits.defaults()).parse(message, 0, message.length, view) != null) {
      throw new IllegalStateException("the sample is no stanza");
    }
    final Element query = iq.child("query", "jabber:iq:roster");
    for (int i = 0; i < 10; i++) {
      query.child("item").set("jid", Samples.account(i)).set("subscription", "both");
    }
  }

  /** The hot path: another start tag, the rest copied. */
  @Benchmark
  public int splice() {
    out.reset();
    Splice.head(view, Splice.Target.STREAM, from, from.length, false, "", out);
    out.put(view.buffer(), view.tagEnd(), view.end());
    return out.length();
  }

  /** Character data of a line of chat. */
  @Benchmark
  public int escape() {
    out.reset();
    return out.escaped("Romeo & Juliet: \"What's in a name?\" < everything > nothing").length();
  }

  /** A roster of ten, as the cold path writes it. */
  @Benchmark
  public int element() {
    out.reset();
    iq.write(out, Ns.CLIENT);
    return out.length();
  }
}
