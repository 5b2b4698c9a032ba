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
  private Earlier earlier;

  /**
   * What a message was when it was routed before: it keeps its archive id, and no archive takes it
   * again.
   *
   * @param stamped whether the recipient's archive has it under that id
   *     <p>Owner: anyone, immutable. Allocates: per construction.
   */
  record Earlier(long id, boolean stamped) {}

  /** False when the {@code to} is no valid address. */
  boolean wrap(final StanzaView newStanza, final Jid newFrom, final LocalSession newSender) {
    stanza = newStanza;
    from = newFrom;
    sender = newSender;
    earlier = null;
    hasTo = newStanza.to().isPresent();
    return !hasTo
        || to.wrap(newStanza.buffer(), newStanza.to().valueStart(), newStanza.to().valueEnd());
  }

  /** Addresses the packet to its sender's own account: the meaning of a missing {@code to}. */
  void addressTo(final Jid jid) {
    to.wrap(jid);
  }

  /** Null for a packet that is routed for the first time. */
  Earlier earlier() {
    return earlier;
  }

  void earlier(final Earlier newEarlier) {
    earlier = newEarlier;
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
