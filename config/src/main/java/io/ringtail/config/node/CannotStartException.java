// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

/**
 * Why a node cannot start; the message is one line that says what is wrong and what mends it.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class CannotStartException extends Exception {
  private static final long serialVersionUID = 1L;

  public CannotStartException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
