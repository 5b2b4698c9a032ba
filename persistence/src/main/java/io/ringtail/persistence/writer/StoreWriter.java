// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.JournalReader.OnEntry;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.WriterProgress;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.JournalTail;
import io.ringtail.persistence.journal.ReaderPosition;
import io.ringtail.ring.Counters;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and writes it into the database in batches, on a thread of its own. Whatever
 * happens to the database, nothing is left out and nothing written twice; the journal grows until
 * it is back.
 *
 * <p>Owner: its own thread; progress is for anyone. Allocates: per batch.
 */
public final class StoreWriter implements WriterProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

  /** How long the end waits for the database: the journal has the rest anyway. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For the thread to come out of a statement that was cut off. */
  private static final Duration WAY_OUT = Duration.ofSeconds(10);

  private final ChronicleJournal journal;
  private final BatchStore store;
  private final WriterSettings settings;
  private final WriterCounters counters;
  private final ReaderPosition reader;
  private final Batch batch;
  private final Patience patience;
  private final Thread thread;
  private final Watermark watermark;
  private final WriterLag lag;
  private final OnEntry gather = this::gather;
  private Position position = Position.NONE;
  private JournalTail tail;
  private boolean rewound;
  private volatile boolean running = true;
  private volatile boolean hurried;

  /** The journal is open; {@link #start} begins to write. */
  public StoreWriter(
      final ChronicleJournal journal,
      final BatchStore store,
      final WriterSettings settings,
      final Counters counters) {
    this.journal = journal;
    this.store = store;
    this.settings = settings;
    this.counters = new WriterCounters(counters);
    this.patience = new Patience(settings, this.counters);
    this.reader = journal.readers().register("writer", 0);
    this.batch = new Batch(settings.maxEntries(), settings.maxBytes());
    this.thread = Thread.ofPlatform().daemon().name("ringtail-writer").unstarted(this::run);
    this.watermark = new Watermark(() -> LockSupport.unpark(thread));
    this.lag = new WriterLag(journal, reader, watermark, counters);
  }

  /** Begins to write. */
  public void start() {
    thread.start();
  }

  @Override
  public long writtenId() {
    return watermark.id();
  }

  @Override
  public boolean await(final long id, final long timeoutMs) {
    return watermark.await(id, timeoutMs);
  }

  private void run() {
    try {
      begin();
      while (running) {
        drain(false);
        watermark.rest(settings.linger().toNanos());
      }
      drain(true);
    } catch (final RuntimeException bug) {
      LOG.error("The store writer ended: what is journaled waits for the next start", bug);
    } finally {
      watermark.close();
      if (tail != null) {
        tail.close();
      }
    }
  }

  /** Finds out where the last process stopped. */
  private void begin() {
    while (tail == null && running) {
      try {
        moved(store.position(journal.identity()));
        tail = journal.tailAt(position.index());
      } catch (final StoreException away) {
        patience.pause(away, running);
      }
    }
  }

  /**
   * Writes what the journal has; gives up only when the node stops.
   *
   * @param whole whether up to the very end; else what came while a batch was written, and is less
   *     than one, is left to gather: many small transactions cost more than they are worth
   */
  private void drain(final boolean whole) {
    boolean more = true;
    while (more && tail != null && !hurried && fill()) {
      more = whole || batch.isFull();
      if (!write(new BatchStore.Part(batch, 0, batch.size(), false)) && !rewind()) {
        return;
      }
      batch.clear();
    }
    lag.caughtUp();
  }

  private boolean fill() {
    boolean more = true;
    while (more && !batch.isFull()) {
      more = tail.next(gather);
    }
    return !batch.isEmpty();
  }

  private void gather(final long index, final byte[] buffer, final int start, final int end) {
    // An append may be half written, and a journal that lost its end is read from its beginning:
    // ids
    // tell what is new.
    if (Layout.id(buffer, start) > position.id()) {
      batch.add(index, buffer, start, end);
    }
  }

  /** The database has less than it had: a backup was restored under the running node. */
  private boolean rewind() {
    if (rewound) {
      LOG.warn("The database stands at an earlier entry than before: writing what it lacks");
      tail.close();
      tail = journal.tailAt(position.index());
      rewound = false;
      return true;
    }
    return false;
  }

  /** Writes a part, however long it takes; false when the node stops before, or at a rewind. */
  private boolean write(final BatchStore.Part part) {
    BatchStore.Part rest = part.behind(position);
    while (rest != null && !rewound) {
      try {
        final long beganNs = System.nanoTime();
        final Position now = store.write(journal.identity(), position, rest);
        if (now.equals(rest.end())) {
          counters.written(rest, System.nanoTime() - beganNs);
          lag.written(rest);
        }
        moved(now);
      } catch (final RuntimeException failure) {
        // What is no failure of the store is a fault in reading an entry.
        if (!(failure instanceof StoreException) || store.isDataFault(failure)) {
          return divide(rest, failure);
        }
        if (!patience.pause(failure, running)) {
          return false;
        }
      }
      rest = rest.behind(position);
    }
    return !rewound;
  }

  /** Finds the entries that are to blame: again row by row, then by halves. */
  private boolean divide(final BatchStore.Part part, final RuntimeException refused) {
    if (!part.mayRepeat()) {
      return write(part.again());
    }
    if (part.isOne()) {
      return park(part, refused);
    }
    return write(part.firstHalf()) && write(part.secondHalf());
  }

  private boolean park(final BatchStore.Part part, final RuntimeException refused) {
    BatchStore.Part rest = part.behind(position);
    while (rest != null && !rewound) {
      try {
        final String reason = refused.toString();
        moved(store.park(journal.identity(), position, rest, reason));
        counters.parked.increment();
        lag.written(rest);
        LOG.error("Entry {} is parked in journal_parked: {}", rest.end().id(), reason);
      } catch (final StoreException failure) {
        if (!patience.pause(failure, running)) {
          return false;
        }
      }
      rest = rest.behind(position);
    }
    return !rewound;
  }

  private void moved(final Position now) {
    patience.rewarded();
    rewound = now.id() < position.id();
    position = now;
    reader.passed(now.index());
    watermark.raise(now.id());
  }

  /** Whether the database does not take what it is given. For any thread. */
  public boolean isFailing() {
    return counters.failing.get() != 0;
  }

  /** The node stops and the database is away: nobody waits for what it lacks any longer. */
  public void giveUp() {
    watermark.close();
  }

  /**
   * Writes what is left as far as the database takes it at once, and ends the thread: the next
   * start goes on from there.
   */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    try {
      final boolean ended = isFailing() || thread.getState() == Thread.State.NEW || end(PATIENCE);
      hurried = true;
      store.close(); // a statement under way ends with that
      thread.interrupt(); // and a wait for a connection, or for the next attempt, with this
      if (thread.getState() != Thread.State.NEW && !end(WAY_OUT)) {
        LOG.warn("The store writer does not end");
      }
      tellWhatIsLeft(ended);
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      store.close();
    }
  }

  private boolean end(final Duration within) throws InterruptedException {
    return thread.join(within);
  }

  private void tellWhatIsLeft(final boolean inTime) {
    final long left = lag.entries();
    if (left > 0) {
      LOG.warn(
          "{}: {} entries stay in the journal, and the next start writes them",
          inTime ? "The database is away" : "The database has not taken all in time",
          left);
    }
  }
}
