// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.RoomEntry;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.util.Set;

/**
 * How rooms reach their members' inboxes: a service of {@code mod_inbox} for the modules that keep
 * rooms. What it notes is a journal entry like any other, so counts are exact after a replay, and
 * markers, properties and boxes work on a room as on a peer.
 *
 * <pre>
 *   room's module ─► RoomInboxes ─► one fact ─► ARCHIVE ─► INBOX: one more unread for each member
 * </pre>
 *
 * <p>That a message took a room out of a member's archive box is not broadcast; the next query
 * tells.
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
public final class RoomInboxes {
  /** The journal takes no more: the message must not be delivered. */
  public static final long NO_ROOM = 0;

  /**
   * The most members a message may have: so many are in one append with the largest stanza. Several
   * entries could be several appends, and a crash between them would leave the message in some
   * members' inboxes and not in others'. Rooms with more members are not in inboxes.
   */
  public static final int MAX_MEMBERS = 7_000;

  /** The kinds of rooms, by their names in the option {@code groupchat}. */
  public enum Kind {
    MUC_LIGHT("muclight"),
    MUC("muc");

    private final String option;

    Kind(final String option) {
      this.option = option;
    }

    String option() {
      return option;
    }
  }

  private final Set<String> kinds;
  private final boolean joins;
  private final boolean leaves;

  RoomInboxes(final Set<String> kinds, final boolean joins, final boolean leaves) {
    this.kinds = Set.copyOf(kinds);
    this.joins = joins;
    this.leaves = leaves;
  }

  /** Whether messages of such rooms are in inboxes at all. */
  public boolean takes(final Kind kind) {
    return kinds.contains(kind.option());
  }

  /** Whether news of having become a member is a message ({@code aff_changes}). */
  public boolean takesJoins(final Kind kind) {
    return joins && takes(kind);
  }

  /** Whether a room goes with the membership ({@code remove_on_kicked}). */
  public boolean removesLeft(final Kind kind) {
    return leaves && takes(kind);
  }

  /**
   * A message of a room: one more unread for each member but the one who sent it, who has read all
   * before. Chat markers are no such message; the hook that sees them sent reads for their sender.
   *
   * @param sender account number; 0 for the room itself, or somebody of elsewhere
   * @param members account numbers of all that shall have it, the sender's too; no more than {@link
   *     #MAX_MEMBERS}
   * @param stanza the message as members get it, in the journal's form
   * @return the message's archive id, or {@link #NO_ROOM}
   */
  public long message(
      final Jid room,
      final long sender,
      final long[] members,
      final byte[] stanza,
      final Outbound out) {
    if (members.length > MAX_MEMBERS) {
      throw new IllegalArgumentException(members.length + " members are more than an entry takes");
    }
    final ByteWriter fact = out.beginFact(EntryType.INBOX_ROOM);
    if (fact == null) {
      return NO_ROOM;
    }
    final long id = Layout.id(fact.array(), fact.length() - Layout.HEAD_BYTES);
    RoomEntry.put(fact, sender, members, room, stanza);
    out.endFact();
    return id;
  }

  /**
   * The room is gone from a member's inbox: kicked, unsubscribed, or the room destroyed.
   *
   * @return false while the journal takes no more
   */
  public boolean remove(final Jid room, final long member, final Outbound out) {
    final ByteWriter fact = out.beginFact(EntryType.INBOX_REMOVE);
    if (fact == null) {
      return false;
    }
    InboxEntry.put(fact, member, 0, -1, 0);
    InboxEntry.putPeer(fact, room.bytes(), 0, room.bareLength());
    out.endFact();
    return true;
  }
}
