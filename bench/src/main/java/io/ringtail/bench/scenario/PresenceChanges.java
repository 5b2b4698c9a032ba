// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Stanza;
import java.util.List;

/**
 * Presence changes of users without contacts, each checked by the answer to a ping behind it.
 *
 * <p>Owner: its loop. Allocates: per change.
 */
final class PresenceChanges implements Part {
  private final PartContext context;
  private Seat[] seats = {};
  private int next;
  private long sent;
  private long answered;

  PresenceChanges(final PartContext context) {
    this.context = context;
  }

  @Override
  public void assemble(final List<Seat> online) {
    seats = online.toArray(new Seat[0]);
  }

  @Override
  public void act(final long dueNs, final long nowNs) {
    next = next + 1 < seats.length ? next + 1 : 0;
    final Seat seat = seats[next];
    final String show = (sent & 1) == 0 ? "<show>away</show>" : "";
    seat.session.say("<presence>" + show + "</presence>");
    seat.session.say(
        "<iq type='get' id='pr"
            + Long.toHexString(dueNs)
            + "' to='"
            + seat.session.account().domain()
            + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    sent++;
    context.stats().sent(dueNs, nowNs);
  }

  @Override
  public boolean take(final Seat seat, final Stanza stanza, final long nowNs) {
    if (!stanza.isIq() || stanza.typeIs("get")) {
      return false;
    }
    final String id = stanza.attribute("id");
    if (!id.startsWith("pr")) {
      return false;
    }
    answered++;
    context.stats().delivered(Long.parseUnsignedLong(id, 2, id.length(), 16), nowNs);
    return true;
  }

  @Override
  public Counts counts() {
    return new Counts(sent, answered, 0, 0, 0);
  }
}
