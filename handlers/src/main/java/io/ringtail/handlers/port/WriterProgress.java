// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * How far the store writer has come behind the journal; implemented by {@code persistence}.
 *
 * <p>Owner: any thread; only threads that may block wait. Allocates: never, but while waiting.
 */
public interface WriterProgress {
  /** Every entry with this id or a lower one is committed in the store. */
  long writtenId();

  /** Waits until {@link #writtenId} has reached {@code id}; false when time is up before. */
  boolean await(long id, long timeoutMs);
}
