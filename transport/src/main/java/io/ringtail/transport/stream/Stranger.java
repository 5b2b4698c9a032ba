// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.transport.admit.Entrant;
import io.ringtail.transport.admit.SourceAddress;
import io.ringtail.transport.admit.Strangers;
import io.ringtail.transport.admit.Ticket;

/**
 * A connection's place among those on which nobody has logged in yet.
 *
 * <p>Owner: the loop of the stream. Allocates: per connection.
 */
final class Stranger implements Entrant {
  private static final String TOO_MANY = "too many connections at once";

  private final Stream stream;
  private final boolean encrypts;
  private Ticket ticket;

  /**
   * @param encrypts true where TLS begins before XMPP
   */
  Stranger(final Stream stream, final boolean encrypts) {
    this.stream = stream;
    this.encrypts = encrypts;
  }

  /** The connection is there; it may be turned away before the call returns. */
  void arrived() {
    ticket = room().enter(SourceAddress.of(stream.channel().remoteAddress()), this);
  }

  /** The client has proven who it is, or is gone. */
  void left() {
    if (ticket != null) {
      room().leave(ticket);
      ticket = null;
    }
  }

  private Strangers room() {
    return stream.services().admissions().strangers(stream.loop());
  }

  /** Nobody decides that a stranger may stay. */
  @Override
  public void admitted() {}

  /** Where TLS has to come first there is nothing in which the client could be told. */
  @Override
  public void turnedAway() {
    if (encrypts) {
      stream.vanish();
      return;
    }
    final String elsewhere = stream.services().admissions().settings().seeOtherHost();
    stream.streamError(
        elsewhere == null
            ? Markup.streamError("resource-constraint", TOO_MANY)
            : Markup.seeOtherHost(elsewhere, TOO_MANY));
  }
}
