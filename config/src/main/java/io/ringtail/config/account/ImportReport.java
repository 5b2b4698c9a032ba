// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import java.util.List;

/**
 * What became of a file of accounts.
 *
 * @param created accounts made
 * @param existed lines whose account was there already, or came twice
 * @param bad lines that could not be read
 * @param examples the first bad lines with their reasons, at most {@link #MAX_EXAMPLES}
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record ImportReport(long created, long existed, long bad, List<BadLine> examples) {
  /** Bad lines reported one by one; the rest is counted. */
  public static final int MAX_EXAMPLES = 100;

  /** A line that could not be read, counted from 1. */
  public record BadLine(long number, String why) {}

  public ImportReport {
    examples = List.copyOf(examples);
  }
}
