// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * The Router was asked for a resource and has not answered; nothing is read meanwhile.
 *
 * <p>Owner: the loop of the stream. Allocates: never.
 */
record Binding(Negotiation negotiation) implements StreamState {
  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    return false;
  }

  /** Waiting for the store is not the client's fault. */
  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public boolean awaitsAnswer() {
    return true;
  }

  @Override
  public boolean isKnownToRouter() {
    return true;
  }

  @Override
  public Jid binding() {
    return negotiation.account();
  }
}
