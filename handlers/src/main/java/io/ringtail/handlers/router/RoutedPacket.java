// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * The one packet being routed; reused for every stanza.
 *
 * <p>Owner: Router. Allocates: only where an address is not already canonical ASCII.
 */
final class RoutedPacket implements Packet {
  private final JidView to = new JidView();
  private StanzaView stanza;
  private Jid from;
  private LocalSession sender;
  private boolean hasTo;
  private boolean fromClient;
  private boolean routedAgain;
  private long sentId;
  private long receivedId;

  /** False when the {@code to} is no valid address. */
  boolean wrap(final StanzaView newStanza, final Jid newFrom, final LocalSession newSender) {
    stanza = newStanza;
    from = newFrom;
    sender = newSender;
    fromClient = newSender != null;
    routedAgain = false;
    archived(0, 0);
    hasTo = newStanza.to().isPresent();
    return !hasTo
        || to.wrap(newStanza.buffer(), newStanza.to().valueStart(), newStanza.to().valueEnd());
  }

  /** A client sent it, even if that client's session is gone by now. */
  void fromClient() {
    fromClient = true;
  }

  boolean isFromClient() {
    return fromClient;
  }

  /**
   * It was routed before: what archives keep it have it already.
   *
   * @param archiveId what it carries as its id in the recipient's archive; 0 for none
   */
  void routedAgain(final long archiveId) {
    routedAgain = true;
    receivedId = archiveId;
  }

  boolean isRoutedAgain() {
    return routedAgain;
  }

  void archived(final long inSenders, final long inRecipients) {
    sentId = inSenders;
    receivedId = inRecipients;
  }

  @Override
  public long sentId() {
    return sentId;
  }

  @Override
  public long receivedId() {
    return receivedId;
  }

  /** Addresses the packet to its sender's own account: the meaning of a missing {@code to}. */
  void addressTo(final Jid jid) {
    to.wrap(jid);
  }

  @Override
  public StanzaView stanza() {
    return stanza;
  }

  @Override
  public Jid from() {
    return from;
  }

  @Override
  public LocalSession sender() {
    return sender;
  }

  @Override
  public boolean hasTo() {
    return hasTo;
  }

  @Override
  public JidView to() {
    return to;
  }
}
