// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;

/**
 * Looks back from the journal's end for where a view's replay may begin, so that a start reads the
 * last seconds and not the last hours. It does not look for ever: the beginning is always right.
 *
 * <pre>
 *   │ first kept … │ last append the view has whole │ ◄─── looked at ─── end
 *                                                   ▲ here the replay begins
 * </pre>
 *
 * <p>Owner: the thread that starts the node. Allocates: per call.
 */
public final class ReplayStart {
  private static final int MOST_ENTRIES = 2_000_000;

  private final JournalReader reader;
  private final int mostEntries;
  private long found;
  private int entries;

  private ReplayStart(final JournalReader reader, final int mostEntries) {
    this.reader = reader;
    this.mostEntries = mostEntries;
  }

  /** For a view that has every entry up to this id. */
  public static long behindId(final JournalReader reader, final long id) {
    return id == 0 ? Journal.NONE : new ReplayStart(reader, MOST_ENTRIES).behind(id);
  }

  /** For the streams: the last process left word from where on they are whole. */
  public static long ofStreams(final JournalReader reader) {
    return new ReplayStart(reader, MOST_ENTRIES).streams();
  }

  static long behindId(final JournalReader reader, final long id, final int mostEntries) {
    return new ReplayStart(reader, mostEntries).behind(id);
  }

  /** The append met first may have later entries too: the one before it has none. */
  private long behind(final long id) {
    final long[] met = {Journal.NONE};
    return search(
        (index, buffer, start, end) -> {
          if (Layout.id(buffer, start) > id) {
            return false;
          }
          if (met[0] == Journal.NONE) {
            met[0] = index;
          }
          found = index;
          return index < met[0];
        });
  }

  private long streams() {
    return search(
        (index, buffer, start, end) -> {
          final boolean isCheckpoint = Layout.type(buffer, start) == EntryType.STREAMS_CHECKPOINT;
          if (isCheckpoint) {
            found = StreamEntry.checkpoint(buffer, start);
          }
          return isCheckpoint;
        });
  }

  private long search(final JournalReader.Search search) {
    final boolean[] hit = {false};
    reader.search(
        (index, buffer, start, end) -> {
          entries++;
          hit[0] = hit[0] || search.isFound(index, buffer, start, end);
          return hit[0] || entries > mostEntries;
        });
    return hit[0] ? found : Journal.NONE;
  }
}
