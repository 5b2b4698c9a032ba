// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.StanzaView;

/**
 * Asks which views keep the message being routed, gives it its archive id and writes its journal
 * entry: {@link #open} before it is delivered, {@link #close} when all is decided.
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
final class Ledger implements MessageEntry.Parties {
  private final ArchiveIds ids;
  private final Journal journal;
  private final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
  private Facts facts;
  private long nowMs;
  private RoutedPacket packet;
  private LocalAccount sender;
  private LocalAccount recipient;
  private int views;
  private long id;
  private boolean stamped;

  Ledger(final Durability durability) {
    this.ids = durability.ids();
    this.journal = durability.journal();
  }

  void begin(final NodeSlot slot) {
    facts = slot.facts();
    nowMs = slot.receivedAtMs();
    forget();
  }

  /**
   * Asks the rules about the message and gives it an id where any view keeps it.
   *
   * @param to its recipient, loaded; null when it has none here
   * @param chosen sessions that get it
   * @return false when it would have to be journaled and the journal takes no more
   */
  boolean open(
      final RoutedPacket newPacket, final LocalAccount to, final RoutedHook.Chosen chosen) {
    forget();
    packet = newPacket;
    recipient = to;
    sender = newPacket.sender() == null ? null : newPacket.sender().account();
    views = ask(chosen);
    if (newPacket.earlier() != null) {
      return reopen(newPacket.earlier());
    }
    if (views == Views.NONE) {
      // its copies on several streams are known for one message by its id
      id = isForManagedStream(chosen) ? ids.next(nowMs) : 0;
      return true;
    }
    if (!journal.isAdmitting()) {
      views = Views.NONE;
      return false;
    }
    id = ids.next(nowMs);
    stamped = Views.has(views, Views.ARCHIVE_RECIPIENT);
    return true;
  }

  /** The message was journaled when it came: no archive or inbox takes it again. */
  private boolean reopen(final RoutedPacket.Earlier earlier) {
    views &= Views.OFFLINE;
    id = earlier.id();
    stamped = earlier.stamped();
    return true;
  }

  private int ask(final RoutedHook.Chosen chosen) {
    int found = Views.NONE;
    if (sender != null) {
      for (final DurabilityRule rule : Core.type(sender.host()).durabilityRules) {
        found |= rule.sent(packet, sender);
      }
    }
    if (recipient != null) {
      for (final DurabilityRule rule : Core.type(recipient.host()).durabilityRules) {
        found |= rule.received(packet, recipient, chosen);
      }
    }
    return found;
  }

  private static boolean isForManagedStream(final RoutedHook.Chosen chosen) {
    for (int i = 0; i < chosen.count(); i++) {
      if (((LocalSession) chosen.session(i)).stream() != null) {
        return true;
      }
    }
    return false;
  }

  /** Whether the recipient's copies of the open message carry its archive id. */
  boolean isStamped() {
    return stamped;
  }

  /** Views that keep the open message. */
  int views() {
    return views;
  }

  /** Archive id of the open message; 0 when no view keeps it. */
  long id() {
    return id;
  }

  /** Writes the open message's entry, if any view keeps it. */
  void close() {
    if (views != Views.NONE && packet.earlier() == null) {
      write();
    }
    forget();
  }

  private void write() {
    final StanzaView stanza = packet.stanza();
    final ByteWriter arena = facts.arena();
    encoder.begin(
        arena, id, nowMs, this, packet.to().buffer(), packet.to().start(), packet.to().end());
    final LocalSession from = packet.sender();
    final byte[] address = from == null ? LocalSession.escape(packet.from()) : from.escapedJid();
    StampedHead.write(stanza, address, address.length, false, arena);
    StampedHead.addLanguage(stanza, from == null ? "" : from.language(), arena);
    if (StanzaIds.mayBeIn(stanza)) {
      StanzaIds.writeContentWithout(packet, arena);
    } else {
      arena.put(stanza.buffer(), stanza.tagEnd(), stanza.end());
    }
    encoder.endStanza();
    encoder.views(views);
    facts.end();
  }

  private void forget() {
    packet = null;
    sender = null;
    recipient = null;
    views = Views.NONE;
    id = 0;
    stamped = false;
  }

  // ---- MessageEntry.Parties ----

  @Override
  public long sender() {
    return sender == null ? 0 : sender.number();
  }

  @Override
  public long recipient() {
    return recipient == null ? 0 : recipient.number();
  }

  @Override
  public long stream() {
    return senderStream() == null ? 0 : senderStream().id().number();
  }

  @Override
  public int inbound() {
    return senderStream() == null ? 0 : senderStream().inbound();
  }

  private ManagedStream senderStream() {
    return packet.sender() == null ? null : packet.sender().stream();
  }

  @Override
  public byte[] from() {
    return packet.from().bytes();
  }
}
