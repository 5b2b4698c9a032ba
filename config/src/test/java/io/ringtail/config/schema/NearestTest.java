// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Suggestions for misspelt words. */
class NearestTest {
  private static final List<String> WORDS = List.of("loglevel", "language", "hosts");

  @Test
  void shouldFindAWordWithSwappedLetters() {
    assertEquals("loglevel", Nearest.find("logelvel", WORDS));
    assertEquals(1, Nearest.distance("hosst", "hosts"));
  }

  @Test
  void shouldFindAWordThatWasOnlyBegun() {
    assertEquals("language", Nearest.find("lang", WORDS));
  }

  @Test
  void shouldSuggestNothingWhenNothingIsNear() {
    assertNull(Nearest.find("certificate", WORDS));
  }
}
