// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inboxes in a Chronicle Map that exists only while it is needed: its first use compiles for about
 * a second, and a node with a healthy database never comes to it.
 *
 * <pre>
 *   checkpoint/inbox.map    there from the first inbox put until all have gone
 *   checkpoint/inbox.left   there from one process to the next, see {@link LeftFile}
 *
 *   left and sound ─► used;    anything else, as after a kill (a lock may be held for ever) ─► deleted
 * </pre>
 *
 * <p>Owner: any thread that may block, one at a time. Allocates: per call.
 */
public final class ChronicleInboxCheckpoint implements InboxCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ChronicleInboxCheckpoint.class);
  private static final int SPARE_ROOM = 2;

  private final Path folder;
  private final Path file;
  private final Path leftFile;
  private final long maxBytes;
  private final Journal journal;
  private final String identity;
  private final Counter full;
  private final Counter thrownAway;
  private PartMap map;
  private boolean ended;
  private boolean damaged;

  /**
   * @param folder a folder of its own inside the data folder, whose lock is held by the caller
   * @param maxBytes how large the file may be, roughly
   * @param journal what it holds is reflected
   * @param identity names that journal for good
   */
  public ChronicleInboxCheckpoint(
      final Path folder,
      final long maxBytes,
      final Journal journal,
      final String identity,
      final Counters counters) {
    this.folder = folder;
    this.file = folder.resolve("inbox.map");
    this.leftFile = folder.resolve("inbox.left");
    this.maxBytes = maxBytes;
    this.journal = journal;
    this.identity = identity;
    this.full = counters.counter("inbox.checkpoint_full");
    this.thrownAway = counters.counter("inbox.checkpoint_thrown_away");
    counters.gauge("inbox.checkpoint_parts", this::parts);
  }

  // ---- from the process before ----

  @Override
  public synchronized Left open() {
    if (!Files.exists(file) && !Files.exists(leftFile)) {
      return null;
    }
    try {
      final LeftFile left = readLeft();
      if (left != null) {
        Files.delete(leftFile); // in use from now on
        LeftFile.force(folder);
        map = PartMap.open(file, maxBytes);
        if (map.size() == left.parts() && map.isSound()) {
          return left.left();
        }
      }
    } catch (final IOException | RuntimeException | LinkageError unreadable) {
      LOG.warn("The inbox checkpoint cannot be read: {}", unreadable.toString());
    }
    LOG.warn("The inbox checkpoint was not left in order: unread counts come from the journal");
    thrownAway.increment();
    clear();
    return null;
  }

  /** What was left, if it is sound and this journal's. */
  private LeftFile readLeft() throws IOException {
    if (!Files.exists(leftFile)) {
      return null;
    }
    final LeftFile left = LeftFile.parse(Files.readString(leftFile));
    final boolean ours =
        left != null
            && left.journal().equals(identity)
            && left.lastIndex() <= journal.appendedIndex();
    return ours && left.describes(file) ? left : null;
  }

  @Override
  public synchronized void forEach(final OnPart onPart) {
    map.forEach(onPart);
  }

  // ---- while it is used ----

  @Override
  public synchronized int put(final long account, final int firstPart, final byte[] content) {
    try {
      if (!ended && isThere() && map.put(account, firstPart, content)) {
        return PartMap.parts(content);
      }
    } catch (final IOException | RuntimeException | LinkageError failed) {
      LOG.warn("The inbox checkpoint takes nothing: {}", failed.toString());
    }
    full.increment();
    return 0;
  }

  /** False when it cannot be made. */
  private boolean isThere() throws IOException {
    if (map == null) {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).getUsableSpace() < SPARE_ROOM * maxBytes) {
        return false;
      }
      Files.deleteIfExists(leftFile);
      Files.deleteIfExists(file);
      map = PartMap.open(file, maxBytes);
    }
    return true;
  }

  @Override
  public synchronized byte[] get(final long account, final int parts) {
    byte[] content = null;
    RuntimeException cause = null;
    try {
      content = map == null ? null : map.get(account, parts);
    } catch (final RuntimeException failed) {
      cause = failed;
    }
    if (content == null) {
      damaged = true; // the next process has it from the journal
      throw new StoreException(
          StoreException.Reason.REFUSED, "the inbox checkpoint is damaged", cause);
    }
    return content;
  }

  private synchronized long parts() {
    return map == null ? 0 : map.size();
  }

  // ---- the end ----

  @Override
  public synchronized void clear() {
    try {
      closeMap();
      Files.deleteIfExists(leftFile);
      Files.deleteIfExists(file);
    } catch (final IOException | RuntimeException e) {
      LOG.warn("The inbox checkpoint could not be deleted: {}", e.toString());
    }
  }

  private void closeMap() {
    final PartMap closing = map;
    map = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public synchronized void leave(final Left left, final IsCurrent current) {
    ended = true;
    if (map == null) {
      return;
    }
    try {
      map.retain(current);
      final long parts = map.size();
      closeMap();
      if (!damaged) {
        LeftFile.force(file);
        LeftFile.of(identity, parts, left, journal.appendedIndex(), file).write(leftFile);
        return;
      }
    } catch (final IOException | RuntimeException failed) {
      LOG.warn("The inbox checkpoint could not be left: {}", failed.toString());
    }
    clear();
  }
}
