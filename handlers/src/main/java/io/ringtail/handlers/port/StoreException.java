// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * A store could not answer; says whether asking again later may help.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it was. */
  public enum Reason {
    /** The database is down, slow, locked or read-only, or the pool is exhausted: try again. */
    UNAVAILABLE,
    /** The request itself was refused; the same request will be refused again. */
    REFUSED
  }

  private final Reason reason;

  public StoreException(final Reason reason, final String message, final Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
