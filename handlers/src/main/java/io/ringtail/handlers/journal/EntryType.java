// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

/**
 * What a journal entry tells. Codes are never given to another meaning, and a new one needs a new
 * {@link Layout#VERSION}.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum EntryType {
  /** A message that some view keeps; see {@link MessageEntry}. */
  MESSAGE(1),
  /** A chat marker of an inbox's owner (XEP-0333); this and the next: {@link InboxEntry}. */
  INBOX_MARKER(10),
  /** A conversation's properties were set. */
  INBOX_CHANGE(11),
  /** Every conversation in the bin was removed. */
  INBOX_EMPTY_BIN(12),
  /** One conversation was removed from the bin, if it had been there long enough. */
  INBOX_EXPIRE(13),
  /** One conversation was removed, wherever it was. */
  INBOX_REMOVE(14),
  /** The account is gone, and its inbox with it. */
  INBOX_FORGET(15),
  /** A message of a room, for its members' inboxes; see {@link RoomEntry}. */
  INBOX_ROOM(16),
  /** A stream that can be resumed, as a whole from here on; see {@link StreamEntry}. */
  STREAM_OPENED(20),
  STREAM_COUNTS(21),
  STREAM_SENT(22),
  STREAM_STATE(23),
  STREAM_ENDED(24),
  STREAMS_CHECKPOINT(25),
  STREAM_TAKEN(26),
  /** As SENT, of one stanza that is a copy of the newest message before. */
  STREAM_COPY(27),
  /** A device has an offline message for good; see {@link OfflineEntry}. */
  OFFLINE_TAKEN(28),
  /** Directed presence of a stream's session; see {@link StreamEntry}. */
  STREAM_DIRECTED(29),
  /** Presence that waits until a stream's client is active again; see {@link StreamEntry}. */
  STREAM_WAITING(30);

  private static final EntryType[] BY_CODE = new EntryType[128];

  static {
    for (final EntryType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final byte code;

  EntryType(final int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /** Whether only streams need it, after a restart: no view makes rows of it. */
  public static boolean isAboutStreams(final EntryType type) {
    return type != null && type != OFFLINE_TAKEN && type.code >= STREAM_OPENED.code;
  }

  /** The type with this code, or null. */
  public static EntryType of(final byte code) {
    return code < 0 ? null : BY_CODE[code];
  }
}
