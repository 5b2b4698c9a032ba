// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.concurrent.atomic.LongAdder;
import org.sqlite.SQLiteDataSource;

/**
 * One writer and a few readers of one file in WAL mode: readers never wait for the writer.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqliteConnections implements Connections {
  private final SqliteLane reader;
  private final SqliteLane writer;
  private final LongAdder reads = new LongAdder();

  SqliteConnections(
      final SQLiteDataSource readers, final SQLiteDataSource writers, final SqliteSettings of) {
    this.reader = SqliteLane.reading(readers, of);
    this.writer = SqliteLane.writing(writers, of);
  }

  @Override
  public <T> T read(final SqlWork<T> work) {
    reads.increment();
    return reader.call(work);
  }

  @Override
  public long reads() {
    return reads.sum();
  }

  @Override
  public <T> T write(final SqlWork<T> work) {
    return writer.call(work);
  }

  /** With one writer an account cannot vanish between the statements of a transaction. */
  @Override
  public <T> T writeUnlessGone(final T ifGone, final SqlWork<T> work) {
    return writer.call(work);
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
