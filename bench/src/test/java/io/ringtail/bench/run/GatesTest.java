// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.result.Round.Checks;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Checks CLEAN = new Checks(10, 10, 0, 0, 0, 0, 0);

  @Test
  void shouldLetACleanWindowPass() {
    assertEquals(List.of(), new Gates(2e5, 3e6, 0.5, 0.01, 0, CLEAN, null).reasons());
  }

  @Test
  void shouldNameEveryReason() {
    final Checks dirty = new Checks(10, 8, 2, 1, 3, 4, 1);
    final String reasons =
        String.join("; ", new Gates(5e6, 6e6, 0.9, 0.2, 0.1, dirty, "boom").reasons());

    for (final String part :
        List.of(
            "the generator was late: p99 5.00 ms of the 6.00 ms measured",
            "a generator loop used 90 % of its core (limit 85 %)",
            "other processes used 20.0 % of the machine (limit 5 %)",
            "the hypervisor took 10.0 % of the machine",
            "2 lost",
            "1 doubled",
            "3 reordered",
            "4 misrouted",
            "1 error: boom")) {
      assertTrue(reasons.contains(part), reasons);
    }
  }

  @Test
  void shouldForgiveLatenessThatDoesNotMatter() {
    assertEquals(List.of(), new Gates(5e6, 900e6, 0.1, 0, 0, CLEAN, null).reasons());
    assertEquals(List.of(), new Gates(8e5, 1e6, 0.1, 0, 0, CLEAN, null).reasons());
  }
}
