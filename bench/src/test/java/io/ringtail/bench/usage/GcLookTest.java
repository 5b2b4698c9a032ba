// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GcLookTest {
  @Test
  void shouldAddUpTheCollectors() {
    final GcLook look =
        GcLook.parse(
                """
                sun.gc.collector.0.invocations=3
                sun.gc.collector.0.time=6000000
                sun.gc.collector.1.invocations=1
                sun.gc.collector.1.time=4000000
                sun.os.hrt.frequency=1000000000
                """)
            .orElseThrow();

    assertEquals(4, look.collections());
    assertEquals(0.01, look.seconds(), 1e-9);
  }

  @Test
  void shouldKnowNothingOfOtherAnswers() {
    assertTrue(GcLook.parse("Exception in thread").isEmpty());
  }

  @Test
  void shouldSeeThisProcessAtWork() {
    final ProcessTree tree = new ProcessTree(java.util.List.of(ProcessHandle.current().pid()));
    final Processes.Look look = tree.look();

    assertTrue(look.cpuSeconds() > 0 && look.residentBytes() > 1 << 20, look.toString());
    assertTrue(MachineUsage.look().allSeconds() > 0);
  }
}
