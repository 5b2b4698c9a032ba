// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLogTest {
  private final List<String> first = new ArrayList<>();
  private final ErrorLog log =
      new ErrorLog(2, (source, fault) -> first.add(source + ": " + fault.getMessage()));

  @Test
  void shouldTellTheObserverOnceAndCountTheRest() {
    for (int i = 0; i < 5; i++) {
      log.record("router", fault("number " + i));
    }
    assertEquals(List.of("router: number 0"), first);
    assertEquals(1, log.distinct());
    assertEquals(5, log.total());
  }

  @Test
  void shouldKeepFaultsOfDifferentPlacesApart() {
    log.record("router", fault("a"));
    log.record("router", otherFault());
    assertEquals(2, log.distinct());
  }

  @Test
  void shouldKeepSourcesApart() {
    for (final String source : List.of("a", "b")) {
      log.record(source, fault("x"));
    }
    assertEquals(2, log.distinct());
  }

  @Test
  void shouldCountWithoutKeepingWhenFull() {
    for (final String source : List.of("a", "b", "c", "c")) {
      log.record(source, fault("x"));
    }
    assertEquals(2, log.distinct());
    assertEquals(4, log.total());
    assertTrue(log.snapshot().contains("2 further faults"), log.snapshot());
  }

  @Test
  void shouldShowCountSourceAndTrace() {
    for (int i = 0; i < 3; i++) {
      log.record("router", fault("why"));
    }
    final String text = log.snapshot();
    assertTrue(text.contains("3 times in router"), text);
    assertTrue(text.contains("why"), text);
    assertTrue(text.contains("ErrorLogTest.fault"), text);
  }

  private static Throwable fault(final String message) {
    return new IllegalStateException(message);
  }

  private static Throwable otherFault() {
    return new IllegalStateException("other");
  }
}
