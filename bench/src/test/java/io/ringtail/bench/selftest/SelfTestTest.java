// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.run.Progress;
import io.ringtail.bench.selftest.SelfTest.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SelfTestTest {
  private final SelfTest selfTest =
      new SelfTest(
          new Progress(
              new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), false));

  @Test
  void shouldReportExactlyWhatACrookedRelayDid() throws InterruptedException {
    final List<Finding> findings = selfTest.crooked(5);

    for (final Finding finding : findings) {
      if (finding.what().equals("delayed")) {
        // A machine that stops for a quarter of a second delays more than the relay does.
        assertTrue(
            Long.parseLong(finding.reported()) >= Long.parseLong(finding.truth()),
            finding.toString());
      } else {
        assertTrue(finding.passed(), finding.toString());
      }
    }
    assertEquals("6", findings.get(0).truth(), "three of 1,000 lost, three misrouted");
    assertEquals("3", findings.get(1).truth());
  }

  @Test
  void shouldShowAPauseOfTwoSecondsInTheTail() throws InterruptedException {
    final Finding finding = selfTest.stalled();

    assertTrue(finding.passed(), finding.toString());
  }
}
