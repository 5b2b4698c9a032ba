// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * ROUTE's share of a message between two sessions, with all default features and everything in the
 * cache.
 *
 * <pre>
 *   slot filled ─► Router.onSlot (filters, look-up, hooks, splice) ─► outbox ─► slot released
 * </pre>
 *
 * <p>Owner: JMH. Allocates: never between the two.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
  private static final int TIMES = 1_000;
  private static final String MESSAGE =
      "<message to='juliet@capulet.lit/balcony' type='chat' id='m1'><body>Romeo</body></message>";

  private final TestNode node = new TestNode("capulet.lit");
  private TestSession romeo;

  /** Logs two users in. */
  @Setup
  public void login() {
    romeo = node.login("romeo@capulet.lit/orchard");
    node.send(node.login("juliet@capulet.lit/balcony"), "<presence/>");
  }

  /** One message; the answer is what was allocated for all of them. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public long route() {
    return node.allocated(romeo, MESSAGE, TIMES);
  }
}
