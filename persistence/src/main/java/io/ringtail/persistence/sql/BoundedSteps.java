// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of an erasure, or of the search index, each in a transaction of its own that holds
 * its locks for 100 ms at the most: its pace aims lower, and the database ends what takes longer.
 * Such a step is taken back, and the next one takes on half as much.
 *
 * <pre>
 *   looks │ waits for the lock (≤ 100 ms) │ holds it: what is left of 100 ms for each statement
 *                                         ▲ a step that is ended before is only repeated
 * </pre>
 *
 * <p>Owner: the calling thread. Allocates: per step.
 */
final class BoundedSteps {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedSteps.class);
  private static final long LONGEST_MS = 100;

  private final Connections connections;
  private final StepLimit limit;
  private final RetentionProgress progress;
  private final UpkeepPace pace = new UpkeepPace();
  private long heldSinceNs;
  private boolean holds;

  BoundedSteps(
      final Connections connections, final StepLimit limit, final RetentionProgress progress) {
    this.connections = connections;
    this.limit = limit;
    this.progress = progress;
  }

  /** What a step does; it may be run again from its beginning. */
  interface Work<T> {
    /**
     * @param size messages to take on
     */
    T run(StepTransaction transaction, int size) throws SQLException;
  }

  /** Each statement has what is left of the time. Owner: the step's. Allocates: per step. */
  private final class Bounded implements StepTransaction {
    private final Connection connection;

    private Bounded(final Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection connection() throws SQLException {
      if (holds) {
        limit.set(connection, LONGEST_MS - TimeUnit.NANOSECONDS.toMillis(heldNs()));
      }
      return connection;
    }

    @Override
    public void lock() throws SQLException {
      limit.set(connection, LONGEST_MS);
      SearchIndex.lock(connection);
      heldSinceNs = System.nanoTime(); // what it waited for itself is not held
      holds = true;
    }
  }

  /** Messages the next step takes on. */
  int size() {
    return pace.size();
  }

  /** Runs one step; {@code ifEnded} when it took too long, and nothing has changed. */
  <T> T run(final T ifEnded, final Work<T> work) {
    holds = false;
    try {
      final T result = connections.write(connection -> begin(connection, work));
      if (holds) {
        pace.took(heldNs());
        progress.step(heldNs());
      }
      return result;
    } catch (final StoreException failure) {
      if (!limit.isReached(failure)) {
        throw failure;
      }
      ended(failure);
      return ifEnded;
    }
  }

  private <T> T begin(final Connection connection, final Work<T> work) throws SQLException {
    holds = false;
    return work.run(new Bounded(connection), pace.size());
  }

  private void ended(final StoreException failure) {
    progress.ended();
    if (!holds) {
      return;
    }
    progress.step(heldNs());
    if (pace.size() > UpkeepPace.LEAST) {
      pace.ended();
    } else {
      LOG.warn(
          "One message alone takes longer than {} ms, it is tried again: {}",
          LONGEST_MS,
          failure.getMessage());
    }
  }

  private long heldNs() {
    return System.nanoTime() - heldSinceNs;
  }
}
