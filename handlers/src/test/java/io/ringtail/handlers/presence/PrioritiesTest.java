// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Priorities as RFC 6121 §4.7.2.3 allows them.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class PrioritiesTest {
  @ParameterizedTest
  @CsvSource({"0,0", "-0,0", "5,5", "+7,7", "127,127", "-128,-128", "' 3\n',3", "007,7"})
  void shouldReadAByte(final String text, final int expected) {
    assertEquals(expected, Priorities.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-", "+", "128", "-129", "1.5", "1 2", "high", "99999", "--1", "٣"})
  void shouldRefuseEverythingElse(final String text) {
    assertEquals(Priorities.INVALID, Priorities.parse(text));
  }
}
