// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
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
 * From the bytes of a {@code to} to whom it names, among few accounts and among more than any cache
 * holds; addresses come in an order that no prefetcher knows.
 *
 * <pre>
 *   address bytes ─► JidView.wrap (canonical? hash) ─► JidMap.get ─► value
 * </pre>
 *
 * <p>Owner: JMH. Allocates: at set-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookUpBenchmark {
  private static final int STRIDE = 7_919; // prime: visits every account before any again

  @Param({"1000", "1000000"})
  private int accounts;

  private final JidMap<Integer> map = new JidMap<>();
  private final JidView view = new JidView();
  private byte[][] addresses;
  private int next;

  /** Fills the map. */
  @Setup
  public void fill() {
    addresses = new byte[accounts][];
    for (int i = 0; i < accounts; i++) {
      addresses[i] = (Samples.account(i) + "/bench").getBytes(StandardCharsets.US_ASCII);
      map.put(Jid.parse(Samples.account(i)), i);
    }
  }

  /** One address. */
  @Benchmark
  public Integer lookUp() {
    next = (next + STRIDE) % accounts;
    view.wrap(addresses[next], 0, addresses[next].length);
    return map.get(view);
  }
}
