// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import java.util.List;

/**
 * The targets' colours: told apart by people with any kind of colour vision, in a light and in a
 * dark variant with at least 3:1 against the page.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
final class Palette {
  private static final List<String> LIGHT =
      List.of("#1f66d1", "#c8540a", "#0b8a6b", "#b02a86", "#6b4fc9", "#6d7278");
  private static final List<String> DARK =
      List.of("#6fa8ff", "#ff9a52", "#35c79d", "#f27cc3", "#ac9bff", "#a4abb3");

  /** Colours before they repeat. */
  static final int SIZE = LIGHT.size();

  private Palette() {}

  static String css() {
    return ":root{"
        + variables(LIGHT)
        + "}\n@media (prefers-color-scheme:dark){:root{"
        + variables(DARK)
        + "}}\n";
  }

  private static String variables(final List<String> colours) {
    final StringBuilder out = new StringBuilder();
    for (int i = 0; i < colours.size(); i++) {
      out.append("--s").append(i + 1).append(':').append(colours.get(i)).append(';');
    }
    return out.toString();
  }
}
