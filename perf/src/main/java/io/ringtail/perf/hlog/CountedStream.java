// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.hlog;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts what is written, and keeps why it could not be: a {@code PrintStream} only says that.
 *
 * <p>Owner: the sampler. Allocates: never.
 */
final class CountedStream extends FilterOutputStream {
  private long count;
  private String reason = "the disk does not take it";

  CountedStream(final OutputStream out) {
    super(out);
  }

  long count() {
    return count;
  }

  String reason() {
    return reason;
  }

  @Override
  public void write(final int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(final byte[] from, final int start, final int length) throws IOException {
    try {
      out.write(from, start, length);
      count += length;
    } catch (final IOException broken) {
      reason = String.valueOf(broken.getMessage());
      throw broken;
    }
  }
}
