// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of strings as a JSON array, so that operators can query it; reads only what it wrote.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class JsonStrings {
  private JsonStrings() {}

  static String write(final List<String> values) {
    final StringBuilder json = new StringBuilder("[");
    for (final String value : values) {
      json.append(json.length() == 1 ? "\"" : ",\"");
      value.chars().forEach(c -> append(json, (char) c));
      json.append('"');
    }
    return json.append(']').toString();
  }

  private static void append(final StringBuilder json, final char c) {
    if (c == '"' || c == '\\') {
      json.append('\\').append(c);
    } else if (c < ' ') {
      json.append("\\u00").append(Character.forDigit(c >> 4, 16));
      json.append(Character.forDigit(c & 15, 16));
    } else {
      json.append(c);
    }
  }

  static List<String> read(final String json) {
    final List<String> values = new ArrayList<>();
    int at = 1;
    while (at < json.length() && json.charAt(at) != ']') {
      final StringBuilder value = new StringBuilder();
      at = readString(json, json.indexOf('"', at) + 1, value);
      values.add(value.toString());
    }
    return values;
  }

  /** Returns the place behind the closing quotation mark. */
  private static int readString(final String json, final int start, final StringBuilder value) {
    int at = start;
    while (json.charAt(at) != '"') {
      final char c = json.charAt(at++);
      if (c != '\\') {
        value.append(c);
      } else if (json.charAt(at) == 'u') {
        value.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
        at += 5;
      } else {
        value.append(json.charAt(at++));
      }
    }
    return at + 1;
  }
}
