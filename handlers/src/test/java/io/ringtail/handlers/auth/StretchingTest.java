// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What it costs the collector; that it is right is {@link ScramMathTest}'s.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class StretchingTest {
  private static final byte[] PASSWORD = "pencil".getBytes(StandardCharsets.UTF_8);
  private static final int ITERATIONS = 10_000;

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void shouldMakeNoGarbageForAnIteration(final ScramHash hash) throws Exception {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    new Stretching(hash, PASSWORD).stretch(PASSWORD, ITERATIONS);

    final long before = threads.getCurrentThreadAllocatedBytes();
    new Stretching(hash, PASSWORD).stretch(PASSWORD, ITERATIONS);
    final long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(bytes < ITERATIONS, () -> bytes + " bytes for " + ITERATIONS + " iterations");
  }
}
