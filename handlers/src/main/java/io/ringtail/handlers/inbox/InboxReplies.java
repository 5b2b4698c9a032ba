// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.spi.Stanzas;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;

/**
 * What the INBOX stage adds to the slot's outbox, behind all that ROUTE wrote: answers to requests
 * that need its state. They leave with the slot, so behind everything before it and after it is
 * journaled.
 *
 * <p>Owner: INBOX, between ROUTE and DELIVER. Allocates: as the arena grows.
 */
final class InboxReplies {
  private final Blocking blocking;
  private Outbox outbox;
  private long nowMs;

  InboxReplies(final Blocking blocking) {
    this.blocking = blocking;
  }

  void begin(final NodeSlot slot) {
    outbox = slot.outbox();
    nowMs = slot.receivedAtMs();
  }

  long nowMs() {
    return nowMs;
  }

  long nowMicros() {
    return nowMs * 1000;
  }

  /** Where a stanza is written that {@link #send(long, int)} sends. */
  ByteWriter arena() {
    return outbox.arena();
  }

  /** Sends what was written to the arena since {@code start}. */
  void send(final long handle, final int start) {
    outbox.entry(Outbox.Action.STANZA, start, outbox.arena().length()).to(handle);
  }

  /** One stanza for many sessions. */
  void send(final long[] handles, final Element stanza) {
    if (handles.length == 0) {
      return;
    }
    final int start = outbox.arena().length();
    stanza.write(outbox.arena(), Ns.CLIENT);
    outbox.entry(Outbox.Action.STANZA, start, outbox.arena().length());
    for (final long handle : handles) {
      outbox.to(handle);
    }
  }

  void result(final IqRequest iq, final Element payload) {
    reply(iq, Stanzas.iqResult(answering(iq), iq.from(), iq.id(), payload));
  }

  void error(final IqRequest iq, final StanzaError error) {
    reply(iq, Stanzas.iqError(answering(iq), iq.from(), iq.id(), error));
  }

  private static Jid answering(final IqRequest iq) {
    return iq.to() != null ? iq.to() : iq.from().bare();
  }

  private void reply(final IqRequest iq, final Element stanza) {
    final int start = outbox.arena().length();
    stanza.write(outbox.arena(), Ns.CLIENT);
    send(iq.sender().handle(), start);
  }

  /** Work that may block, for a request; when there is no place for it the request fails now. */
  <T> void call(final IqRequest iq, final Blocking.Call<T> call, final Blocking.Answer<T> answer) {
    if (!blocking.submit(iq.sender().handle(), call, answer)) {
      error(
          iq, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too much work is waiting; try again"));
    }
  }
}
