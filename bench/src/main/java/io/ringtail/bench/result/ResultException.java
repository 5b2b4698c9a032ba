// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

/**
 * A result file that cannot be used; the message is for the user and names the file.
 *
 * <p>Owner: anyone. Allocates: per throw.
 */
public final class ResultException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ResultException(final String message) {
    super(message);
  }

  public ResultException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
