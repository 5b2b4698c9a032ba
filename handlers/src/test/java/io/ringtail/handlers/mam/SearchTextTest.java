// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Words are the same however they are written.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class SearchTextTest {
  @Test
  void shouldIgnoreCaseAccentsAndMarks() {
    assertEquals(List.of("cafe", "straße", "етка2"), SearchText.words("Café, STRAßE; Ётка2!"));
  }

  @Test
  void shouldNameAWordOnce() {
    assertEquals(List.of("ab", "c"), SearchText.words("ab c AB"));
  }

  @Test
  void shouldFindNoWordInSigns() {
    assertEquals(List.of(), SearchText.words("?! \ud83e\udd9d --"));
  }

  @Test
  void shouldReadAllBodiesAndNothingElse() {
    final String stanza =
        "<message from='a@b'><subject>no</subject><body>one &amp; two</body>"
            + "<body xml:lang='de'>drei</body><x xmlns='urn:x'><body>no</body></x></message>";
    assertEquals(
        List.of("one", "two", "drei"), SearchText.wordsOf(stanza.getBytes(StandardCharsets.UTF_8)));
  }
}
