// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;

/**
 * Answers roster gets (RFC 6121 §2.2, §2.6) and roster sets (§2.3 to §2.5).
 *
 * <p>Owner: Router. Allocates: per request.
 */
final class RosterQueries {
  private final RosterParts parts;

  RosterQueries(final RosterParts parts) {
    this.parts = parts;
  }

  /** Somebody else's roster, or that of an account that does not exist. */
  static void refuse(final IqRequest iq, final Outbound out) {
    out.error(iq, StanzaError.of(Condition.FORBIDDEN));
  }

  void get(final IqRequest iq, final Outbound out) {
    if (!iq.isOwnAccount()) {
      refuse(iq, out);
      return;
    }
    final SessionView session = iq.sender();
    final boolean first = parts.pushes().becomesInterested(session);
    final boolean current = parts.pushes().isCurrent(iq.account(), iq.payload().attribute("ver"));
    out.result(iq, current ? null : parts.pushes().query(iq.account()));
    if (first && session.isAvailable() && session.presence() == null) {
      // presence is off on this host: there will be no initial presence to wait for
      parts.requests().deliverAll(session, out);
    }
  }

  void set(final IqRequest iq, final Outbound out) {
    if (!iq.isOwnAccount()) {
      refuse(iq, out);
      return;
    }
    final RosterRequest request = RosterRequest.of(iq.payload(), iq.account().jid());
    if (request.refusal() != null) {
      out.error(iq, request.refusal());
    } else {
      parts.changes().submit(iq.account(), new RosterEdit(iq, request, parts), out);
    }
  }
}
