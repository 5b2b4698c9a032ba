// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

/**
 * Where a configured value was written: a place in a file, an option of the command line or an
 * environment variable.
 *
 * @param source file name, or the option or variable as the user wrote it
 * @param line counted from 1; 0 when the source is not a file
 * @param column counted from 1; 0 when the source is not a file
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Origin(String source, int line, int column) implements Comparable<Origin> {
  /** A source without lines. */
  public static Origin of(final String source) {
    return new Origin(source, 0, 0);
  }

  /** Files first, in reading order. */
  @Override
  public int compareTo(final Origin other) {
    if ((line == 0) != (other.line == 0)) {
      return line == 0 ? 1 : -1;
    }
    final int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
