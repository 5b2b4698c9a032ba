// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * An array given back with content is acquired with that content, or not yet.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not given back yet")
@Outcome(id = "5", expect = ACCEPTABLE, desc = "given back, with all that was written")
@Outcome(expect = FORBIDDEN, desc = "handed over without what was written")
@State
public class PooledBytesHandOverStress {
  private final PooledBytes pool = new PooledBytes(8, 8, 1);
  private final byte[] only = pool.tryAcquire(8);

  @Actor
  public void owner() {
    only[7] = 5;
    pool.release(only);
  }

  @Actor
  public void next(final I_Result result) {
    final byte[] bytes = pool.tryAcquire(8);
    result.r1 = bytes == null ? -1 : bytes[7];
  }
}
