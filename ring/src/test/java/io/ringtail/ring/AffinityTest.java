// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class AffinityTest {
  @Test
  void shouldPinTheCallingThreadOnly() throws InterruptedException {
    final int cpu = CpuBudget.ofThisProcess().allowedCpus().getLast();
    final AtomicReference<Optional<String>> problem = new AtomicReference<>();
    final AtomicReference<String> mask = new AtomicReference<>();
    final Thread pinned =
        Thread.ofPlatform()
            .start(
                () -> {
                  problem.set(new Affinity().pinTo(cpu));
                  mask.set(maskOfThisThread());
                });
    pinned.join();
    assertEquals(Optional.empty(), problem.get());
    assertEquals(Integer.toString(cpu), mask.get());
  }

  @Test
  void shouldReportCpuThatIsNotThere() {
    final Optional<String> problem = new Affinity().pinTo(1023);
    assertTrue(problem.orElseThrow().contains("errno"), problem.toString());
  }

  @Test
  void shouldReportCpuBeyondTheMask() {
    assertTrue(new Affinity().pinTo(5000).isPresent());
  }

  private static String maskOfThisThread() {
    final List<String> lines = CpuBudget.lines(Path.of("/proc/thread-self/status"));
    return lines.stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }
}
