// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Entries about managed streams (XEP-0198). Together those of one stream, from its newest OPENED
 * on, say what it was when the last of them was written. A session that can not be resumed has
 * OPENED, without a secret, STATE, DIRECTED and ENDED: who has seen it is to hear of its end.
 *
 * <pre>
 *   OPENED  head 16 │ stream i64 │ secret i64 │ account i64 │ resume timeout, ms i64
 *           │ bound at, epoch ms i64 │ length of JID u16 │ of language u16 │ JID │ language
 *   COUNTS  head 16 │ stream i64 │ inbound u32 │ acknowledged u32
 *   SENT    head 16 │ stream i64 │ number of the first u32 │ stanzas i32 │ as the queue keeps them
 *   COPY    head 16 │ stream i64 │ number u32 │ marks i32 │ archive id of the newest MESSAGE i64
 *           │ where in its stanza i32 │ what is put in there
 *   STATE   head 16 │ stream i64 │ available i32 │ priority i32 │ length of flags u16 │ flags,
 *           names with spaces between │ presence
 *   ENDED   head 16 │ stream i64 │ account i64 │ secret i64 │ inbound u32
 *   DIRECTED  head 16 │ stream i64 │ available i32 │ addresses, one per line
 *   TAKEN   head 16 │ stream i64 │ archive id of a message another device has i64
 *   WAITING  head 16 │ stream i64 │ presence an inactive client gets later; nothing: none waits now
 *   CHECKPOINT  head 16 │ index of the journal before everything that is needed i64
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: for texts.
 */
public final class StreamEntry {
  /** In place of a stream's secret where there is only a session's record. */
  public static final long NO_SECRET = 0;

  private static final int STREAM = Layout.HEAD_BYTES;
  private static final int FIRST = STREAM + 8;

  private StreamEntry() {}

  /** Stream the entry is about. */
  public static long stream(final byte[] entry, final int start) {
    return Layout.getLong(entry, start + STREAM);
  }

  /** What a stream is, as long as it lives. */
  public record Opened(
      long stream,
      long secret,
      long account,
      long resumeTimeoutMs,
      long boundAtMs,
      String jid,
      String language) {

    /** It can not be resumed: all there is to do is to tell others that it has ended. */
    public boolean isRecord() {
      return secret == NO_SECRET;
    }

    public static Opened read(final byte[] entry, final int start) {
      final int jidAt = start + FIRST + 36;
      final int languageAt = jidAt + Layout.getShort(entry, start + FIRST + 32);
      final int end = languageAt + Layout.getShort(entry, start + FIRST + 34);
      return new Opened(
          StreamEntry.stream(entry, start),
          Layout.getLong(entry, start + FIRST),
          Layout.getLong(entry, start + FIRST + 8),
          Layout.getLong(entry, start + FIRST + 16),
          Layout.getLong(entry, start + FIRST + 24),
          text(entry, jidAt, languageAt),
          text(entry, languageAt, end));
    }
  }

  private static String text(final byte[] bytes, final int start, final int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  public static void putOpened(final ByteWriter out, final long id, final Opened opened) {
    final byte[] jid = opened.jid().getBytes(StandardCharsets.UTF_8);
    final byte[] language = opened.language().getBytes(StandardCharsets.UTF_8);
    begin(out, EntryType.STREAM_OPENED, id, opened.stream());
    Layout.putLong(out, opened.secret());
    Layout.putLong(out, opened.account());
    Layout.putLong(out, opened.resumeTimeoutMs());
    Layout.putLong(out, opened.boundAtMs());
    Layout.putShort(out, jid.length);
    Layout.putShort(out, language.length);
    out.put(jid).put(language);
  }

  public static void putCounts(
      final ByteWriter out, final long id, final long stream, final int inbound, final int acked) {
    begin(out, EntryType.STREAM_COUNTS, id, stream);
    Layout.putInt(out, inbound);
    Layout.putInt(out, acked);
  }

  public static int inbound(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST);
  }

  public static int acked(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST + 4);
  }

  /** The queue's bytes follow. */
  public static void putSent(
      final ByteWriter out, final long id, final long stream, final int first, final int stanzas) {
    begin(out, EntryType.STREAM_SENT, id, stream);
    Layout.putInt(out, first);
    Layout.putInt(out, stanzas);
  }

  public static int firstNumber(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST);
  }

  public static int stanzas(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST + 4);
  }

  /** Where the queue's bytes begin. */
  public static int sentStart(final int start) {
    return start + FIRST + 8;
  }

  /** One stanza; {@link #putMessage} follows. */
  public static void putCopy(
      final ByteWriter out, final long id, final long stream, final int number, final int marks) {
    begin(out, EntryType.STREAM_COPY, id, stream);
    Layout.putInt(out, number);
    Layout.putInt(out, marks);
  }

  /** What a stanza is a copy of; the bytes put in follow. */
  public static void putMessage(final ByteWriter out, final long message, final int putInAt) {
    Layout.putLong(out, message);
    Layout.putInt(out, putInAt);
  }

  public static int copyMarks(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST + 4);
  }

  /** Archive id of the message it is a copy of. */
  public static long copiedMessage(final byte[] entry, final int start) {
    return Layout.getLong(entry, start + FIRST + 8);
  }

  /** Where in the message's stanza bytes are put in. */
  public static int putInAt(final byte[] entry, final int start) {
    return Layout.getInt(entry, start + FIRST + 16);
  }

  /** Where the bytes put in begin. */
  public static int putInStart(final int start) {
    return start + FIRST + 20;
  }

  /** What a session told everybody, and what its client switched on. */
  public record State(boolean available, int priority, String flags, byte[] presence) {

    public static State read(final byte[] entry, final int start, final int end) {
      final int flagsAt = start + FIRST + 10;
      final int presenceAt = flagsAt + Layout.getShort(entry, start + FIRST + 8);
      return new State(
          Layout.getInt(entry, start + FIRST) != 0,
          Layout.getInt(entry, start + FIRST + 4),
          text(entry, flagsAt, presenceAt),
          presenceAt == end ? null : Arrays.copyOfRange(entry, presenceAt, end));
    }
  }

  public static void putState(
      final ByteWriter out, final long id, final long stream, final State state) {
    final byte[] flags = state.flags().getBytes(StandardCharsets.UTF_8);
    begin(out, EntryType.STREAM_STATE, id, stream);
    Layout.putInt(out, state.available() ? 1 : 0);
    Layout.putInt(out, state.priority());
    Layout.putShort(out, flags.length);
    out.put(flags);
    if (state.presence() != null) {
      out.put(state.presence());
    }
  }

  /** Addresses that got directed presence, or that have heard of its end. */
  public record Directed(boolean available, List<String> addresses) {
    private static final String BETWEEN = "\n"; // no JID has one (RFC 7622)

    public static Directed read(final byte[] entry, final int start, final int end) {
      return new Directed(
          Layout.getInt(entry, start + FIRST) != 0,
          List.of(text(entry, start + FIRST + 4, end).split(BETWEEN)));
    }
  }

  public static void putDirected(
      final ByteWriter out, final long id, final long stream, final Directed directed) {
    begin(out, EntryType.STREAM_DIRECTED, id, stream);
    Layout.putInt(out, directed.available() ? 1 : 0);
    out.put(String.join(Directed.BETWEEN, directed.addresses()).getBytes(StandardCharsets.UTF_8));
  }

  /** What is remembered of a stream that is over. */
  public record Ended(long stream, long account, long secret, int inbound) {

    /** Nobody will ask for it. */
    public boolean isRecord() {
      return secret == NO_SECRET;
    }

    public static Ended read(final byte[] entry, final int start) {
      return new Ended(
          StreamEntry.stream(entry, start),
          Layout.getLong(entry, start + FIRST),
          Layout.getLong(entry, start + FIRST + 8),
          Layout.getInt(entry, start + FIRST + 16));
    }
  }

  public static void putEnded(final ByteWriter out, final long id, final Ended ended) {
    begin(out, EntryType.STREAM_ENDED, id, ended.stream());
    Layout.putLong(out, ended.account());
    Layout.putLong(out, ended.secret());
    Layout.putInt(out, ended.inbound());
  }

  public static void putTaken(
      final ByteWriter out, final long id, final long stream, final long message) {
    begin(out, EntryType.STREAM_TAKEN, id, stream);
    Layout.putLong(out, message);
  }

  public static long takenMessage(final byte[] entry, final int start) {
    return Layout.getLong(entry, start + FIRST);
  }

  /** An empty one says that none waits any more. */
  public static void putWaiting(
      final ByteWriter out, final long id, final long stream, final byte[] presence) {
    begin(out, EntryType.STREAM_WAITING, id, stream);
    out.put(presence);
  }

  /** The presence that waits; empty when none does any more. */
  public static byte[] waiting(final byte[] entry, final int start, final int end) {
    return Arrays.copyOfRange(entry, start + FIRST, end);
  }

  public static void putCheckpoint(final ByteWriter out, final long id, final long index) {
    begin(out, EntryType.STREAMS_CHECKPOINT, id, index);
  }

  /** Nothing up to this index of the journal is needed any more. */
  public static long checkpoint(final byte[] entry, final int start) {
    return stream(entry, start);
  }

  private static void begin(
      final ByteWriter out, final EntryType type, final long id, final long first) {
    Layout.putHead(out, type, id);
    Layout.putLong(out, first);
  }
}
