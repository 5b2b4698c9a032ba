// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.support.SupportTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final int MAX_LINES = 150;

  @Test
  void shouldShowWhatIsSupported() throws IOException {
    final String readme = Files.readString(README);
    assertEquals(
        SupportTable.replaceIn(readme),
        readme,
        "run: SupportTable's main with the README as its argument");
  }

  @Test
  void shouldStayShort() throws IOException {
    final int lines = Files.readAllLines(README).size();
    assertTrue(lines <= MAX_LINES, () -> "the README has " + lines + " lines");
  }
}
