// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads that acquire from a pool of one, one of them giving it back first, never hold it
 * both.
 *
 * <p>Result: 1 where the thread holds an array at the end; arrays made.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(
    id = {"1, 0, 1", "0, 1, 1"},
    expect = ACCEPTABLE,
    desc = "one holds it")
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "refused while the other gave it back")
@Outcome(expect = FORBIDDEN, desc = "both hold it, or one too many was made")
@State
public class PooledBytesBoundStress {
  private final PooledBytes pool = new PooledBytes(8, 8, 1);
  private final byte[] only = pool.tryAcquire(8);
  private byte[] held1;
  private byte[] held2;

  @Actor
  public void one(final III_Result result) {
    pool.release(only);
    held1 = pool.tryAcquire(8);
    result.r1 = held1 == null ? 0 : 1;
  }

  @Actor
  public void other(final III_Result result) {
    held2 = pool.tryAcquire(8);
    result.r2 = held2 == null ? 0 : 1;
  }

  @Arbiter
  public void after(final III_Result result) {
    result.r3 = held1 != null && held1 == held2 ? -1 : pool.made();
  }
}
