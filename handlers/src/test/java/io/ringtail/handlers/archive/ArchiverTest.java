// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.port.Journal;
import io.ringtail.ring.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArchiverTest {
  private final Counters counters = new Counters();
  private final Appends journal = new Appends();
  private final Archiver archiver =
      new Archiver(journal, counters.counter("appended"), counters.counter("faults"));

  /** A journal that keeps the ids of each append, and refuses when it is told to. */
  private static final class Appends implements Journal {
    final List<List<Long>> appends = new ArrayList<>();
    final List<Long> batches = new ArrayList<>();
    boolean refusing;

    @Override
    public long append(final byte[] buffer, final int start, final int end) {
      if (refusing) {
        throw new IllegalStateException("refused");
      }
      final List<Long> ids = new ArrayList<>();
      Entries.forEach(
          0, buffer, start, end, (i, bytes, from, to) -> ids.add(Layout.id(bytes, from)));
      appends.add(ids);
      return appends.size();
    }

    @Override
    public void endOfBatch(final long lastId) {
      batches.add(lastId);
    }

    @Override
    public boolean isAdmitting() {
      return !refusing;
    }

    @Override
    public long appendedIndex() {
      return appends.size();
    }

    @Override
    public long syncedIndex() {
      return appends.size();
    }

    @Override
    public long acknowledgedId() {
      return ALL;
    }

    @Override
    public void awaitAcknowledged() {}
  }

  /** A slot that decided on these entries, and has something for somebody. */
  private static NodeSlot slot(final int entryBytes, final long... ids) {
    final NodeSlot slot = new NodeSlot();
    for (final long id : ids) {
      Layout.putHead(slot.facts().arena(), EntryType.MESSAGE, id);
      slot.facts().arena().skip(entryBytes - Layout.HEAD_BYTES);
      slot.facts().end();
    }
    slot.outbox().entry(Action.STANZA, 0, 0).to(1);
    return slot;
  }

  private void batch(final NodeSlot... slots) {
    for (int i = 0; i < slots.length; i++) {
      archiver.onSlot(slots[i], i, i == slots.length - 1);
    }
  }

  @Test
  void shouldAppendOnceForAllSlotsOfABatch() {
    batch(slot(300, 1, 2), slot(300), slot(300, 3));

    assertEquals(List.of(List.of(1L, 2L, 3L)), journal.appends);
    assertEquals(List.of(3L), journal.batches);
    assertEquals(3, counters.snapshot().get("appended"));
  }

  @Test
  void shouldNotTellTheJournalOfABatchWithoutEntries() {
    batch(slot(300), slot(300));
    archiver.onCycle();

    assertEquals(List.of(), journal.appends);
    assertEquals(List.of(), journal.batches);
  }

  @Test
  void shouldKeepTheOrderWhereABatchTakesMoreThanOneAppend() {
    batch(
        IntStream.rangeClosed(1, 200)
            .mapToObj(id -> slot(id == 100 ? 60_000 : 400, id))
            .toArray(NodeSlot[]::new));

    assertEquals(
        LongStream.rangeClosed(1, 200).boxed().toList(),
        journal.appends.stream().flatMap(List::stream).toList());
    assertEquals(List.of(200L), journal.batches);
  }

  @Test
  void shouldNotTearApartWhatOneSlotDecided() {
    batch(
        IntStream.range(0, 100)
            .mapToObj(i -> slot(700, 2L * i, 2L * i + 1))
            .toArray(NodeSlot[]::new));

    assertEquals(
        List.of(),
        journal.appends.stream().map(List::getFirst).filter(first -> first % 2 != 0).toList());
  }

  @Test
  void shouldDeliverNothingOfABatchThatTheJournalRefused() {
    final NodeSlot first = slot(300, 1);
    final NodeSlot idle = slot(300);
    final NodeSlot last = slot(300, 2);
    journal.refusing = true;
    archiver.onSlot(first, 0, false);
    archiver.onSlot(idle, 1, false);
    final IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> archiver.onSlot(last, 2, true));
    archiver.onFault(last, refused);

    assertEquals(
        List.of(0, 1, 0),
        List.of(first.outbox().entries(), idle.outbox().entries(), last.outbox().entries()));
    assertEquals(1, counters.snapshot().get("faults"));
  }

  @Test
  void shouldGoOnBehindABatchThatWasRefused() {
    final NodeSlot lost = slot(300, 1);
    journal.refusing = true;
    final IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> archiver.onSlot(lost, 0, true));
    archiver.onFault(lost, refused);
    journal.refusing = false;
    final NodeSlot next = slot(300, 2);
    archiver.onCycle();
    batch(next);

    assertEquals(List.of(List.of(2L)), journal.appends);
    assertEquals(1, next.outbox().entries());
  }
}
