// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The line that shows how far an import is. */
class ProgressBarTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

  @Test
  void shouldShowShareAndSpeed() {
    assertEquals(
        "[###############               ] 10,000 of 20,000  50 %  5,000/s",
        new ProgressBar(stream, true, 20_000).text(10_000, 2_000_000_000L));
  }

  @Test
  void shouldBeSilentWhereThereIsNoTerminal() {
    final ProgressBar bar = new ProgressBar(stream, false, 10);
    bar.update(5);
    bar.end();
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }
}
