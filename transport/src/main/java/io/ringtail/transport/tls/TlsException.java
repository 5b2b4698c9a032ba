// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

/**
 * TLS cannot be set up; the message says why and what to change.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TlsException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
