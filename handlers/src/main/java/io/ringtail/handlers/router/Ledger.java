// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.offline.OfflineMessages;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Splice;
import io.ringtail.parser.Splice.Target;
import io.ringtail.parser.StanzaView;
import java.util.function.ToIntFunction;

/**
 * Asks which views keep the message being routed, gives it its archive id and writes its journal
 * entry: {@link #open} before it is delivered, {@link #close} when all is decided.
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
final class Ledger implements MessageEntry.Parties {
  /** With one of these the recipient will see the message, even if nobody takes it now. */
  private static final int KEPT_FOR_RECIPIENT = Views.ARCHIVE_RECIPIENT | Views.OFFLINE;

  /** Views that take a message once, however often it is routed. */
  private static final int TAKEN_ONCE =
      Views.ARCHIVE_SENDER
          | Views.ARCHIVE_RECIPIENT
          | Views.RETRACTION
          | Views.INBOX_SENDER
          | Views.INBOX_RECIPIENT;

  private final ArchiveIds ids;
  private final Journal journal;
  private final AccountTable accounts;
  private final ToIntFunction<Jid> maxOffline;
  private final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
  private Facts facts;
  private long nowMs;
  private RoutedPacket packet;
  private LocalAccount sender;
  private LocalAccount recipient;
  private int views;
  private long id;
  private boolean keptForRecipient;

  Ledger(
      final Durability durability,
      final AccountTable accounts,
      final ToIntFunction<Jid> maxOffline) {
    this.maxOffline = maxOffline;
    this.accounts = accounts;
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
   * @param to its recipient, loaded; null when nobody here gets it
   * @param chosen sessions that get it
   * @return false when it would have to be journaled and the journal takes no more
   */
  boolean open(
      final RoutedPacket newPacket, final LocalAccount to, final RoutedHook.Chosen chosen) {
    forget();
    packet = newPacket;
    recipient = to;
    sender = senderOf(newPacket);
    final int asked = withinBounds(ask(chosen));
    keptForRecipient = Views.has(asked, KEPT_FOR_RECIPIENT);
    // what is routed again is in archives and inboxes already, under the id it had then
    views = packet.isRoutedAgain() ? asked & ~TAKEN_ONCE : asked;
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
    if (!packet.isRoutedAgain()) {
      packet.archived(idWhere(Views.ARCHIVE_SENDER, sender), idWhere(Views.ARCHIVE_RECIPIENT, to));
    }
    return true;
  }

  /** XEP-0160 §2: an account whose offline messages are too many takes no more of them. */
  private int withinBounds(final int asked) {
    if (!Views.has(asked, Views.OFFLINE)) {
      return asked;
    }
    final boolean full = waiting().count() >= maxOffline.applyAsInt(recipient.jid());
    return full ? asked & ~Views.OFFLINE : asked;
  }

  private OfflineMessages.Waiting waiting() {
    final OfflineMessages.Policy policy =
        recipient.host().type().service(OfflineMessages.Policy.class);
    return recipient.state(policy.waiting());
  }

  private long idWhere(final int view, final LocalAccount archive) {
    return Views.has(views, view) && !Core.type(archive.host()).hidesArchiveIds ? id : 0;
  }

  /** A message that waited for its recipient's account may outlive the session that sent it. */
  private LocalAccount senderOf(final RoutedPacket sent) {
    if (sent.sender() != null) {
      return sent.sender().account();
    }
    final LocalAccount account = sent.isFromClient() ? accounts.get(sent.from()) : null;
    return account != null && account.isLoaded() ? account : null;
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

  /** Names the open message among its copies on several streams; 0 where nobody keeps any. */
  long copiedId() {
    return packet.receivedId() == 0 ? id : packet.receivedId();
  }

  /** True when its sender need not hear that nobody took it. */
  boolean isKeptForRecipient() {
    return keptForRecipient;
  }

  /** Account of the local client that sent the open message, or null. */
  LocalAccount sendingAccount() {
    return sender;
  }

  /** Writes the open message's entry, if any view keeps it. */
  void close() {
    if (views != Views.NONE) {
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
    final String language = from == null ? "" : from.language();
    Splice.head(stanza, Target.STREAM, address, address.length, false, language, arena);
    if (packet.isRoutedAgain() && packet.receivedId() != 0) {
      // its own row of offline messages tells where the archive has it
      StanzaIds.write(arena, packet.receivedId(), recipient.escapedJid());
    }
    if (StanzaIds.mayBeIn(stanza)) {
      StanzaIds.writeContentWithout(packet, arena);
    } else {
      arena.put(stanza.buffer(), stanza.tagEnd(), stanza.end());
    }
    encoder.endStanza();
    encoder.views(views);
    facts.end();
    if (Views.has(views, Views.OFFLINE)) {
      waiting().add(1);
    }
    if (Views.has(views, Views.ARCHIVE_SENDER)) {
      sender.archivedMessage(id);
    }
    if (Views.has(views, Views.ARCHIVE_RECIPIENT)) {
      recipient.archivedMessage(id);
    } else if (Views.has(views, Views.OFFLINE)) {
      recipient.archived(id);
    }
  }

  /** Begins an entry that is no message; null while the journal takes no more. */
  ByteWriter beginFact(final EntryType type) {
    if (views != Views.NONE) {
      throw new IllegalStateException("the open message's entry comes first");
    }
    if (!journal.isAdmitting()) {
      return null;
    }
    final ByteWriter arena = facts.arena();
    Layout.putHead(arena, type, ids.next(nowMs));
    return arena;
  }

  void endFact() {
    facts.end();
  }

  private void forget() {
    packet = null;
    sender = null;
    recipient = null;
    views = Views.NONE;
    id = 0;
    keptForRecipient = false;
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
