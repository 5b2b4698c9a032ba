// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Text as HTML: whatever a server calls itself, it stays text.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
final class Html {
  private Html() {}

  static String text(final String raw) {
    final StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      final char c = raw.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** A scrollable table; the cells are HTML, the first column is the row's heading. */
  static String table(final List<String> head, final List<List<String>> rows) {
    final StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    head.forEach(cell -> out.append("<th scope=\"col\">").append(cell).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (final List<String> row : rows) {
      out.append("<tr><th scope=\"row\">").append(row.getFirst()).append("</th>");
      row.stream().skip(1).forEach(cell -> out.append("<td>").append(cell).append("</td>"));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  static String list(final List<String> items) {
    return items.stream()
        .map(item -> "<li>" + text(item) + "</li>")
        .collect(Collectors.joining("", "<ul>", "</ul>\n"));
  }

  /** A name with the dot of its colour. */
  static String named(final String name, final int colour) {
    return "<span class=\"dot\" style=\"--c:var(--s" + (colour + 1) + ")\"></span>" + text(name);
  }
}
