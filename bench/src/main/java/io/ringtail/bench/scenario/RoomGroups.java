// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Template;
import io.ringtail.bench.xmpp.Stanza;

/**
 * Messages in rooms, which come back to the sender too (XEP-0045 §7.4, MUC Light).
 *
 * <p>Owner: its loop. Allocates: at start only.
 */
final class RoomGroups extends Groups {
  private final String service;

  RoomGroups(final PartContext context, final String service) {
    super(context, context.scenario().whole(Key.ROOM_SIZE), true);
    this.service = service;
  }

  static String room(final int group, final String service) {
    return "lab" + group + '@' + service;
  }

  @Override
  Template template(final Seat seat, final int group) {
    return Template.message(
        room(group, service),
        "groupchat",
        context().run(),
        seat.number,
        context().scenario().whole(Key.BODY_BYTES));
  }

  @Override
  boolean isOurs(final Stanza stanza) {
    return stanza.isMessage() && context().stampOfBody(stanza);
  }
}
