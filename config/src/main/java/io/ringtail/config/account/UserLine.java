// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a users file: {@code username,domain,password} as comma-separated values (RFC 4180).
 *
 * @param problem why the line cannot be read; null when it can
 *     <p>Owner: anyone, immutable. Allocates: per line.
 */
record UserLine(String username, String domain, String password, String problem) {
  private static final int FIELDS = 3;

  static UserLine parse(final String line) {
    final List<String> fields = fields(line);
    if (fields == null) {
      return bad("a quotation mark is not closed");
    }
    if (fields.size() != FIELDS) {
      final String quotes = fields.size() > FIELDS ? "; put a field with a comma in quotes" : "";
      return bad("has " + fields.size() + " fields instead of username,domain,password" + quotes);
    }
    return new UserLine(fields.get(0).strip(), fields.get(1).strip(), fields.get(2), null);
  }

  private static UserLine bad(final String why) {
    return new UserLine("", "", "", why);
  }

  @Override
  public String toString() {
    return "UserLine[" + username + ", " + domain + ", ***, " + problem + "]";
  }

  /** Null when a quoted field does not end. */
  private static List<String> fields(final String line) {
    final List<String> fields = new ArrayList<>(FIELDS);
    int at = 0;
    while (at <= line.length()) {
      if (at < line.length() && line.charAt(at) == '"') {
        final int end = closing(line, at + 1);
        if (end < 0) {
          return null;
        }
        fields.add(line.substring(at + 1, end).replace("\"\"", "\""));
        at = end + 2;
      } else {
        final int comma = line.indexOf(',', at);
        final int end = comma < 0 ? line.length() : comma;
        fields.add(line.substring(at, end));
        at = end + 1;
      }
    }
    return fields;
  }

  /** The quotation mark that ends the field: followed by a comma or nothing. */
  private static int closing(final String line, final int from) {
    for (int i = from; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
