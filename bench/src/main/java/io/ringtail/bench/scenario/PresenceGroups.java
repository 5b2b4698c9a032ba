// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Template;
import io.ringtail.bench.xmpp.Stanza;

/**
 * Presence changes seen by every contact (RFC 6121 §4.4).
 *
 * <p>Owner: its loop. Allocates: at start only.
 */
final class PresenceGroups extends Groups {
  PresenceGroups(final PartContext context) {
    super(context, context.scenario().whole(Key.CONTACTS) + 1, false);
  }

  @Override
  Template template(final Seat seat, final int group) {
    return Template.presence(context().run(), seat.number);
  }

  @Override
  boolean isOurs(final Stanza stanza) {
    return stanza.isPresence() && context().stampOfStatus(stanza);
  }
}
