// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What the kernel says of a thread that made room, and of others.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
@EnabledOnOs(OS.LINUX)
class CourtesyTest {
  // fields of proc(5)'s stat
  private static final int NICE = 19;
  private static final int POLICY = 41;
  private static final int IDLE = 5;

  @Test
  void shouldStepBackWithTheCallingThreadOnly() {
    final int before = ofThisThread(NICE);

    assertTrue(behind(Courtesy::stepBack, NICE) >= 10);
    assertEquals(before, ofThisThread(NICE));
  }

  @Test
  void shouldTakeLeftoversWithTheCallingThreadOnly() {
    final int before = ofThisThread(POLICY);

    assertEquals(IDLE, behind(Courtesy::takeLeftovers, POLICY));
    assertEquals(before, ofThisThread(POLICY));
  }

  private static int behind(final Runnable courtesy, final int field) {
    final CompletableFuture<Integer> seen = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              courtesy.run();
              seen.complete(ofThisThread(field));
            });
    return seen.join();
  }

  private static int ofThisThread(final int field) {
    final String stat = CpuBudget.lines(Path.of("/proc/thread-self/stat")).getFirst();
    final String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(behindName[field - 3]);
  }
}
