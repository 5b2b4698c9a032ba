// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files of {@code /proc}, which may vanish or be forbidden at any time.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Proc {
  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  static Path root() {
    return ROOT;
  }

  /** The text, or the empty text when there is none to be read. */
  static String read(final Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (final IOException e) {
      return ""; // ended meanwhile, or another user's
    }
  }

  /** The number behind {@code name:} in a file of such lines; 0 when it is not there. */
  static long field(final String text, final String name) {
    final int at = text.startsWith(name + ':') ? 0 : text.indexOf('\n' + name + ':') + 1;
    if (!text.startsWith(name + ':', at)) {
      return 0;
    }
    final int end = text.indexOf('\n', at);
    final String value = text.substring(at, end < 0 ? text.length() : end);
    final String digits = value.substring(name.length()).replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
