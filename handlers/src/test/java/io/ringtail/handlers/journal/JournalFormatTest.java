// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Entries as version 1 has written them, byte for byte: every later version reads them, and one
 * that writes something else has another number.
 */
class JournalFormatTest {
  private static final byte[] MESSAGE =
      hex(
          "010100009a000000080706050403020100505c18a301000007000000000000000900000000000000"
              + "0500000000000000030000001b0000000d000c002d00000001000100726f6d656f40612e6c69742f"
              + "6f6a756c69657440612e6c69743c6d65737361676520747970653d2763686174273e3c626f64793e"
              + "4f3c2f626f64793e3c2f6d6573736167653e06000000000000000400000000000000");
  private static final byte[] CHANGE =
      hex(
          "010b000040000000090706050403020107000000000000000080982817650600ffffffffffffffff"
              + "03000c00040000006a756c69657440612e6c6974776f726b");
  private static final byte[] ROOM =
      hex(
          "01100000730000000a070605040302010700000000000000020000002d0000000e00000000000000"
              + "0700000000000000090000000000000063617665406d75632e612e6c69743c6d6573736167652074"
              + "7970653d2763686174273e3c626f64793e4f3c2f626f64793e3c2f6d6573736167653e");
  private static final String STANZA = "<message type='chat'><body>O</body></message>";
  private static final long RECEIVED_AT_MS = 1_800_000_000_000L;

  /** The sender's side. Owner: the test's thread. Allocates: per call. */
  private record Romeo() implements MessageEntry.Parties {
    @Override
    public long sender() {
      return 7;
    }

    @Override
    public long recipient() {
      return 9;
    }

    @Override
    public long stream() {
      return 5;
    }

    @Override
    public int inbound() {
      return 3;
    }

    @Override
    public byte[] from() {
      return utf8("romeo@a.lit/o");
    }
  }

  private static byte[] hex(final String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(final byte[] entry, final int start, final int end) {
    return new String(entry, start, end - start, StandardCharsets.UTF_8);
  }

  @Test
  void shouldReadAMessageOfTheFirstVersion() {
    assertEquals(1, Layout.version(MESSAGE, 0));
    assertEquals(EntryType.MESSAGE, Layout.type(MESSAGE, 0));
    assertEquals(MESSAGE.length, Layout.length(MESSAGE, 0));
    final MessageEntry message = new MessageEntry().wrap(MESSAGE, 0);
    assertEquals(0x0102030405060708L, message.id());
    assertEquals(RECEIVED_AT_MS, message.receivedAtMs());
    assertEquals(7, message.sender());
    assertEquals(9, message.recipient());
    assertEquals(5, message.stream());
    assertEquals(3, message.inbound());
    assertTrue(message.isCounted());
    assertEquals(0b11011, message.views());
    assertEquals("romeo@a.lit/o", text(MESSAGE, message.fromStart(), message.fromEnd()));
    assertEquals("juliet@a.lit", text(MESSAGE, message.toStart(), message.toEnd()));
    assertEquals(STANZA, text(MESSAGE, message.stanzaStart(), message.stanzaEnd()));
    assertEquals(1, message.deliveries());
    assertEquals(6, message.deliveryStream(0));
  }

  @Test
  void shouldReadAChangeOfAnInboxOfTheFirstVersion() {
    assertEquals(EntryType.INBOX_CHANGE, Layout.type(CHANGE, 0));
    final InboxEntry change = new InboxEntry().wrap(CHANGE, 0);
    assertEquals(0x0102030405060709L, change.id());
    assertEquals(7, change.account());
    assertEquals(RECEIVED_AT_MS * 1_000, change.number());
    assertEquals(-1, change.archiveId());
    assertEquals(InboxEntry.BOX | InboxEntry.MUTE, change.changes());
    assertEquals("juliet@a.lit", text(CHANGE, change.peerStart(), change.peerEnd()));
    assertEquals("work", text(CHANGE, change.boxStart(), change.boxEnd()));
  }

  @Test
  void shouldReadAMessageOfARoomOfTheFirstVersion() {
    assertEquals(EntryType.INBOX_ROOM, Layout.type(ROOM, 0));
    final RoomEntry room = new RoomEntry().wrap(ROOM, 0);
    assertEquals(7, room.sender());
    assertEquals(2, room.members());
    assertEquals(9, room.member(1));
    assertEquals("cave@muc.a.lit", text(ROOM, room.roomStart(), room.roomEnd()));
    assertEquals(STANZA, text(ROOM, room.stanzaStart(), room.stanzaEnd()));
  }

  @Test
  void shouldWriteWhatTheFirstVersionWroteAsLongAsThatIsItsNumber() {
    assertEquals(1, Layout.VERSION);
    final ByteWriter out = new ByteWriter(64);
    Layout.putHead(out, EntryType.INBOX_CHANGE, 0x0102030405060709L);
    InboxEntry.put(out, 7, RECEIVED_AT_MS * 1_000, -1, InboxEntry.BOX | InboxEntry.MUTE);
    final byte[] peer = utf8("juliet@a.lit");
    InboxEntry.putPeer(out, peer, 0, peer.length);
    InboxEntry.putBox(out, peer.length, utf8("work"));
    assertArrayEquals(CHANGE, ended(out));

    out.reset();
    Layout.putHead(out, EntryType.INBOX_ROOM, 0x010203040506070AL);
    RoomEntry.put(out, 7, new long[] {7, 9}, Jid.parse("cave@muc.a.lit"), utf8(STANZA));
    assertArrayEquals(ROOM, ended(out));

    out.reset();
    final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
    final byte[] to = utf8("juliet@a.lit");
    encoder.begin(out, 0x0102030405060708L, RECEIVED_AT_MS, new Romeo(), to, 0, to.length);
    out.put(utf8(STANZA));
    encoder.endStanza();
    encoder.views(0b11011);
    final byte[] message = ended(out);
    final int withoutDeliveries = new MessageEntry().wrap(MESSAGE, 0).stanzaEnd();
    assertArrayEquals(
        Arrays.copyOfRange(MESSAGE, 8, 64), Arrays.copyOfRange(message, 8, 64), "its numbers");
    assertArrayEquals(
        Arrays.copyOfRange(MESSAGE, 68, withoutDeliveries),
        Arrays.copyOfRange(message, 68, message.length));
  }

  @Test
  void shouldHaveTheTypesOfTheFirstVersionAsLongAsThatIsItsNumber() {
    assertEquals(1, Layout.VERSION);
    assertEquals(
        "1 10 11 12 13 14 15 16 20 21 22 23 24 25 26 27 28 29 30",
        Arrays.stream(EntryType.values())
            .map(type -> Byte.toString(type.code()))
            .collect(Collectors.joining(" ")));
  }

  @Test
  void shouldFindTheFirstEntryOfAnAppendThatItCannotRead() {
    final byte[] append = new ByteWriter(64).put(CHANGE).put(ROOM).put(MESSAGE).toByteArray();
    assertEquals(-1, Entries.firstUnknown(append, 0, append.length));
    final int message = CHANGE.length + ROOM.length;
    append[message] = 2;
    assertEquals(message, Entries.firstUnknown(append, 0, append.length));
    append[CHANGE.length + 1] = 31;
    assertEquals(CHANGE.length, Entries.firstUnknown(append, 0, append.length));
    append[0] = (byte) 255;
    assertEquals(0, Entries.firstUnknown(append, 0, append.length));
  }

  private static byte[] ended(final ByteWriter out) {
    final byte[] entry = out.toByteArray();
    Layout.length(entry, 0, entry.length);
    return entry;
  }
}
