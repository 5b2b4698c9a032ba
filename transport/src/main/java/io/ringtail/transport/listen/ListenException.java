// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

/**
 * A listener could not be opened; the message says why and what to change.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ListenException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
