// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CourtesyTest {
  private static final int NICE = 18; // the nineteenth field of proc(5)'s stat

  @Test
  void shouldStepBackWithTheCallingThreadOnly() {
    final int before = niceOfThisThread();
    final CompletableFuture<Integer> nice = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              Courtesy.stepBack();
              nice.complete(niceOfThisThread());
            });

    assertTrue(nice.join() >= 10);
    assertEquals(before, niceOfThisThread());
  }

  private static int niceOfThisThread() {
    final String stat = CpuBudget.lines(Path.of("/proc/thread-self/stat")).getFirst();
    final String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(behindName[NICE - 2]);
  }
}
