// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.parser.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where in the journal views begin, and what they get from one pass over it. */
class ReplayStartTest {
  private static final int NO_BOUND = Integer.MAX_VALUE;

  private final Appends journal = new Appends();

  /**
   * A journal whose appends have several entries.
   *
   * <p>Owner: the test's thread. Allocates: per append.
   */
  private static final class Appends implements JournalReader {
    private final List<byte[]> appends = new ArrayList<>();
    private int read;

    void append(final long... ids) {
      final ByteWriter out = new ByteWriter(64);
      for (final long id : ids) {
        put(out, id);
      }
      appends.add(out.toByteArray());
    }

    private static void put(final ByteWriter out, final long id) {
      final int start = out.length();
      StreamEntry.putCounts(out, id, 1, 2, 3);
      Layout.length(out.array(), start, out.length() - start);
    }

    void appendCheckpoint(final long id, final long needed) {
      final ByteWriter out = new ByteWriter(64);
      StreamEntry.putCheckpoint(out, id, needed);
      appends.add(out.toByteArray());
    }

    @Override
    public boolean search(final Search search) {
      final boolean[] found = {false};
      for (int i = appends.size(); i > 0 && !found[0]; i--) {
        read(i, (at, bytes, start, end) -> found[0] |= search.isFound(at, bytes, start, end));
      }
      return found[0];
    }

    @Override
    public long replay(final long afterIndex, final OnEntry onEntry) {
      for (int i = (int) afterIndex + 1; i <= appends.size(); i++) {
        read(i, onEntry);
      }
      return appends.size();
    }

    private void read(final int index, final OnEntry onEntry) {
      read++;
      final byte[] bytes = appends.get(index - 1);
      Entries.forEach(index, bytes, 0, bytes.length, onEntry);
    }
  }

  /**
   * A view that notes what it gets.
   *
   * <p>Owner: the test's thread. Allocates: per entry.
   */
  private static final class Noting implements JournalReader.View {
    private final long after;
    private final List<Long> ids = new ArrayList<>();
    private long last;

    Noting(final long after) {
      this.after = after;
    }

    @Override
    public long after() {
      return after;
    }

    @Override
    public void on(final long index, final byte[] buffer, final int start, final int end) {
      ids.add(Layout.id(buffer, start));
    }

    @Override
    public void replayed(final long lastIndex) {
      last = lastIndex;
    }
  }

  @Test
  void shouldBeginBehindTheLastAppendOfWhichAViewHasEverything() {
    journal.append(1);
    journal.append(2, 3);
    journal.append(4, 5);
    journal.append(6);

    assertEquals(1, ReplayStart.behindId(journal, 2), "of 2 and 3 one is lacking");
    assertEquals(2, ReplayStart.behindId(journal, 4));
    assertEquals(3, ReplayStart.behindId(journal, 6), "it may not be the last of its append");
    assertEquals(3, ReplayStart.behindId(journal, 99));
  }

  @Test
  void shouldBeginAtTheBeginningWhereNothingTells() {
    assertEquals(Journal.NONE, ReplayStart.behindId(journal, 1));
    assertEquals(Journal.NONE, ReplayStart.ofStreams(journal));
    journal.append(5);
    journal.append(6);

    assertEquals(Journal.NONE, ReplayStart.behindId(journal, 0));
    assertEquals(Journal.NONE, ReplayStart.behindId(journal, 4));
    assertEquals(Journal.NONE, ReplayStart.behindId(journal, 5), "its append is the first");
    assertEquals(Journal.NONE, ReplayStart.ofStreams(journal));
  }

  @Test
  void shouldBeginTheStreamsWhereTheLastProcessSaid() {
    journal.append(1);
    journal.appendCheckpoint(2, 1);
    journal.append(3);
    journal.appendCheckpoint(4, 3);
    journal.append(5);

    assertEquals(3, ReplayStart.ofStreams(journal));
  }

  @Test
  void shouldNotLookBackForEver() {
    for (int i = 1; i <= 100; i++) {
      journal.append(2 * i, 2 * i + 1);
    }

    assertEquals(Journal.NONE, ReplayStart.behindId(journal, 2, 10));
    assertEquals(6, journal.read, "two entries in each append");
    assertEquals(1, ReplayStart.behindId(journal, 4, NO_BOUND));
  }

  @Test
  void shouldGiveEachViewWhatItLacksInOnePass() {
    journal.append(1);
    journal.append(2, 3);
    journal.append(4);
    final Noting all = new Noting(Journal.NONE);
    final Noting rest = new Noting(2);
    final Noting nothing = new Noting(3);

    journal.replay(List.of(rest, all, nothing));

    assertEquals(List.of(1L, 2L, 3L, 4L), all.ids);
    assertEquals(List.of(4L), rest.ids);
    assertEquals(List.of(), nothing.ids);
    assertEquals(3, journal.read, "each append once");
    assertEquals(List.of(3L, 3L, 3L), List.of(all.last, rest.last, nothing.last));
  }

  @Test
  void shouldReadNothingThatNoViewLacks() {
    journal.append(1);
    journal.append(2);
    journal.append(3);

    journal.replay(List.of(new Noting(2)));

    assertEquals(1, journal.read);
  }
}
