// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Tells which messages belong into archives (XEP-0313 §6.1.1, MongooseIM's rules): conversation, or
 * what its sender marks as such; no copies of what was archived before.
 *
 * <p>Owner: anyone, immutable. Allocates: only for messages that may be a retraction.
 */
final class Archivable {
  private static final String HINTS = "urn:xmpp:hints";
  private static final String CHAT_MARKERS = "urn:xmpp:chat-markers:0";
  private static final String DELAY = "urn:xmpp:delay";

  private static final int WANTED = 1;
  private static final int EXCLUDED = 2;

  private final boolean withMarkers;

  Archivable(final boolean withMarkers) {
    this.withMarkers = withMarkers;
  }

  boolean test(final StanzaView message) {
    final StanzaType type = message.type();
    if (type != StanzaType.CHAT && type != StanzaType.NORMAL) {
      return false;
    }
    int found = 0;
    for (int i = 0; i < message.childCount(); i++) {
      found |= look(message, i);
    }
    return (found & EXCLUDED) == 0
        && ((found & WANTED) != 0 || Retraction.mayBeIn(message) && Retraction.of(message) != null);
  }

  private int look(final StanzaView message, final int child) {
    final String namespace = message.childNamespace(child);
    return switch (message.childName(child)) {
      case "body" -> namespace.equals(message.namespace()) ? WANTED : 0;
      case "store" -> namespace.equals(HINTS) ? WANTED : 0;
      case "no-store", "no-permanent-store" -> namespace.equals(HINTS) ? EXCLUDED : 0;
      case "delay" -> namespace.equals(DELAY) ? EXCLUDED : 0;
      case "result" -> MamNames.VERSIONS.contains(namespace) ? EXCLUDED : 0;
      case "received", "displayed", "acknowledged" ->
          withMarkers && namespace.equals(CHAT_MARKERS) ? WANTED : 0;
      default -> 0;
    };
  }
}
