// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;

/**
 * A message some view keeps: who to whom, which views, and its bytes as delivered, without the
 * node's own stanza-id.
 *
 * <pre>
 *   0   head                                   16
 *  16   received at, epoch ms                  24
 *  24   sender's account number, 0 if not ours 32
 *  32   recipient's account number, 0 if none  40
 *  40   sender's stream (XEP-0198), 0 if none  48
 *  48   its inbound count with this stanza u32 52
 *  52   views, see {@link Views}           i32 56
 *  56   length of from u16 │ of to u16         60
 *  60   length of the stanza               i32 64
 *  64   deliveries u16                         66
 *  66   1: all up to the inbound count is dealt with, as a COUNTS entry would say  u16  68
 *  68   from: full JID, UTF-8, not escaped │ to: as addressed │ stanza
 *   …   deliveries: stream i64 │ outbound number u32 │ form u32
 * </pre>
 *
 * <p>Owner: whoever wrapped it, one thread. Allocates: never.
 */
public final class MessageEntry {
  private static final int RECEIVED_AT = 16;
  private static final int SENDER = 24;
  private static final int RECIPIENT = 32;
  private static final int STREAM = 40;
  private static final int INBOUND = 48;
  private static final int VIEWS = 52;
  private static final int FROM_LENGTH = 56;
  private static final int TO_LENGTH = 58;
  private static final int STANZA_LENGTH = 60;
  private static final int DELIVERIES = 64;
  private static final int COUNTED = 66;
  private static final int FIXED_BYTES = 68;
  private static final int DELIVERY_BYTES = 16;

  private byte[] buffer;
  private int start;

  /** Looks at the entry at {@code entryStart}; valid as long as the bytes are. */
  public MessageEntry wrap(final byte[] entry, final int entryStart) {
    buffer = entry;
    start = entryStart;
    return this;
  }

  public byte[] buffer() {
    return buffer;
  }

  /** The message's archive id. */
  public long id() {
    return Layout.id(buffer, start);
  }

  public long receivedAtMs() {
    return Layout.getLong(buffer, start + RECEIVED_AT);
  }

  public long sender() {
    return Layout.getLong(buffer, start + SENDER);
  }

  public long recipient() {
    return Layout.getLong(buffer, start + RECIPIENT);
  }

  public long stream() {
    return Layout.getLong(buffer, start + STREAM);
  }

  public int inbound() {
    return Layout.getInt(buffer, start + INBOUND);
  }

  /** Whether its sender's stream stands at the inbound count with it. */
  public boolean isCounted() {
    return Layout.getShort(buffer, start + COUNTED) != 0;
  }

  /** Its sender's stream stands at the inbound count with it; before it is appended. */
  public void counted() {
    Layout.setShort(buffer, start + COUNTED, 1);
  }

  public int views() {
    return Layout.getInt(buffer, start + VIEWS);
  }

  public int fromStart() {
    return start + FIXED_BYTES;
  }

  public int fromEnd() {
    return fromStart() + Layout.getShort(buffer, start + FROM_LENGTH);
  }

  public int toStart() {
    return fromEnd();
  }

  public int toEnd() {
    return toStart() + Layout.getShort(buffer, start + TO_LENGTH);
  }

  public int stanzaStart() {
    return toEnd();
  }

  public int stanzaEnd() {
    return stanzaStart() + stanzaLength();
  }

  public int stanzaLength() {
    return Layout.getInt(buffer, start + STANZA_LENGTH);
  }

  public int deliveries() {
    return Layout.getShort(buffer, start + DELIVERIES);
  }

  public long deliveryStream(final int delivery) {
    return Layout.getLong(buffer, stanzaEnd() + delivery * DELIVERY_BYTES);
  }

  public int deliveryNumber(final int delivery) {
    return Layout.getInt(buffer, stanzaEnd() + delivery * DELIVERY_BYTES + 8);
  }

  public int deliveryForm(final int delivery) {
    return Layout.getInt(buffer, stanzaEnd() + delivery * DELIVERY_BYTES + 12);
  }

  /**
   * Writes one entry in steps: {@link #begin}, the stanza's bytes into the same writer, {@link
   * #endStanza}, deliveries, {@link #views}.
   *
   * <p>Owner: Router. Allocates: never but to grow the writer.
   */
  public static final class Encoder {
    private ByteWriter out;
    private int start;
    private int stanzaStart;
    private int deliveries;

    /**
     * @param from sender's full JID
     * @param to the address it was sent to, {@code toStart} to {@code toEnd}
     */
    public void begin(
        final ByteWriter writer,
        final long id,
        final long receivedAtMs,
        final Parties parties,
        final byte[] to,
        final int toStart,
        final int toEnd) {
      out = writer;
      start = writer.length();
      deliveries = 0;
      Layout.putHead(writer, EntryType.MESSAGE, id);
      Layout.putLong(writer, receivedAtMs);
      Layout.putLong(writer, parties.sender());
      Layout.putLong(writer, parties.recipient());
      Layout.putLong(writer, parties.stream());
      Layout.putInt(writer, parties.inbound());
      Layout.putInt(writer, 0);
      Layout.putShort(writer, parties.from().length);
      Layout.putShort(writer, toEnd - toStart);
      Layout.putInt(writer, 0);
      Layout.putInt(writer, 0);
      writer.put(parties.from()).put(to, toStart, toEnd);
      stanzaStart = writer.length();
    }

    public void endStanza() {
      Layout.setInt(out.array(), start + STANZA_LENGTH, out.length() - stanzaStart);
    }

    /** A copy went to a stream that may be resumed; more than 65,535 are not counted. */
    public void delivery(final long stream, final int number, final int form) {
      if (deliveries == 0xFFFF) {
        return;
      }
      Layout.putLong(out, stream);
      Layout.putInt(out, number);
      Layout.putInt(out, form);
      deliveries++;
      Layout.setShort(out.array(), start + DELIVERIES, deliveries);
    }

    public void views(final int views) {
      Layout.setInt(out.array(), start + VIEWS, views);
    }
  }

  /** Who takes part, as the encoder asks for it; reused by the Router. */
  public interface Parties {
    long sender();

    long recipient();

    long stream();

    int inbound();

    byte[] from();
  }
}
