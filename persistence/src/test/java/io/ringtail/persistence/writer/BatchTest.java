// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.parser.ByteWriter;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final int MAX_ENTRIES = 4;
  private static final int COUNTS_BYTES = Layout.HEAD_BYTES + 16;

  private final Batch batch = new Batch(MAX_ENTRIES, 1 << 20);
  private long id;

  private void add(final ByteWriter entry) {
    batch.add(100 + id, entry.array(), 0, entry.length());
  }

  private void addMessage() {
    final ByteWriter entry = new ByteWriter(64);
    Layout.putHead(entry, EntryType.MESSAGE, ++id);
    add(entry);
  }

  private void addCounts() {
    final ByteWriter entry = new ByteWriter(64);
    StreamEntry.putCounts(entry, ++id, 1, 2, 3);
    add(entry);
  }

  private static BatchStore.Part part(final Batch of, final int from, final int to) {
    return new BatchStore.Part(of, from, to, false);
  }

  @Test
  void shouldHoldNothingOfWhatOnlyStreamsNeed() {
    addMessage();
    addCounts();
    addCounts();
    addMessage();
    addCounts();
    assertEquals(2, batch.size());
    assertEquals(2 * Layout.HEAD_BYTES, batch.lengthBytes());
    assertEquals(EntryType.MESSAGE, batch.type(1));
    assertEquals(4, batch.id(1));
  }

  @Test
  void shouldMoveThePositionOverWhatItPassed() {
    addMessage();
    addCounts();
    addMessage();
    assertEquals(new Position(102, 2), batch.position(0));
    assertEquals(new Position(103, 3), batch.position(1));
    assertEquals(Layout.HEAD_BYTES + COUNTS_BYTES, batch.coveredBytes(0, 1));
    assertEquals(Layout.HEAD_BYTES, batch.coveredBytes(1, 2));
  }

  @Test
  void shouldMoveThePositionWhereNothingElseCame() {
    addCounts();
    addCounts();
    assertFalse(batch.isEmpty());
    assertEquals(1, batch.size());
    assertEquals(new Position(102, 2), batch.position(0));
    assertEquals(2 * COUNTS_BYTES, batch.coveredBytes(0, 1));
  }

  @Test
  void shouldBeFullOfMessagesOnly() {
    for (int i = 1; i < MAX_ENTRIES; i++) {
      addMessage();
      addCounts();
      addCounts();
    }
    assertFalse(batch.isFull());
    addMessage();
    assertTrue(batch.isFull());
  }

  @Test
  void shouldBeFullSometimeOfWhatItPasses() {
    for (int i = 0; i < 1_000 && !batch.isFull(); i++) {
      addCounts();
    }
    assertTrue(batch.isFull());
  }

  @Test
  void shouldGoOnBehindAPositionThatWasPassedOver() {
    addMessage();
    addCounts();
    addMessage();
    addCounts();
    assertEquals(1, part(batch, 0, 2).behind(new Position(102, 2)).from());
    assertNull(part(batch, 0, 2).behind(new Position(103, 3)));
    assertNull(part(batch, 0, 2).behind(new Position(104, 4)));
  }

  @Test
  void shouldBeginAnewWhenItIsCleared() {
    addMessage();
    addCounts();
    batch.clear();
    addCounts();
    assertEquals(1, batch.size());
    assertEquals(COUNTS_BYTES, batch.coveredBytes(0, 1));
    assertEquals(new Position(103, 3), batch.position(0));
  }
}
