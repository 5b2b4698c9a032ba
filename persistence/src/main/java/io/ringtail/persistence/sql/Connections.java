// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Where the stores run their statements. Both ways throw {@link
 * io.ringtail.handlers.port.StoreException}, never later than the configured time-outs allow.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
interface Connections extends AutoCloseable {
  /** Runs one statement that only reads. */
  <T> T read(SqlWork<T> work);

  /** Times {@link #read} was called, since the start. */
  long reads();

  /** Runs the work in one transaction: all of it is committed, or nothing. */
  <T> T write(SqlWork<T> work);

  /**
   * As {@link #write} for rows that belong to an account: when the account is removed meanwhile,
   * nothing is written and {@code ifGone} returned.
   */
  <T> T writeUnlessGone(T ifGone, SqlWork<T> work);

  @Override
  void close();
}
