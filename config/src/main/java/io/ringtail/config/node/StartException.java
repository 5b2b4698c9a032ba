// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

/**
 * The node cannot start; the message says why and what to change.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(final String message) {
    super(message);
  }
}
