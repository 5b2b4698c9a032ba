// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

/**
 * Why a data folder or database cannot be used at start; the message says what is wrong and what
 * mends it, in one line for the operator.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class StorageStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageStartException(final String problem, final String mend, final Throwable cause) {
    super(problem + ". " + mend, cause);
  }
}
