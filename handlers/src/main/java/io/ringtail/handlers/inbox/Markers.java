// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.spi.MessageHook;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import java.util.Collection;

/**
 * Notes the markers (XEP-0333) that read messages in their sender's inbox. A deliberate improvement
 * on MongooseIM, which takes a marker for the very last message only: one for an earlier message
 * reads what came before it.
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
final class Markers implements MessageHook {
  static final String NAMESPACE = "urn:xmpp:chat-markers:0";

  static final StanzaError NO_ROOM =
      StanzaError.of(Condition.RESOURCE_CONSTRAINT, "storage is nearly full; try again later");

  private final String[] reading;
  private final MessageIds ids = new MessageIds();

  /**
   * @param reading names of the markers that read
   */
  Markers(final Collection<String> reading) {
    this.reading = reading.toArray(String[]::new);
  }

  @Override
  public boolean on(final Packet packet, final SessionView sender, final Outbound out) {
    final StanzaView message = packet.stanza();
    if (message.type() == StanzaType.ERROR || !packet.hasTo()) {
      return true;
    }
    for (int child = 0; child < message.childCount(); child++) {
      if (message.childNamespace(child).equals(NAMESPACE) && isReading(message.childName(child))) {
        return note(packet, message.childStart(child), sender, out);
      }
    }
    return true;
  }

  private boolean isReading(final String marker) {
    for (final String name : reading) {
      if (name.equals(marker)) {
        return true;
      }
    }
    return false;
  }

  private boolean note(
      final Packet packet, final int marker, final SessionView sender, final Outbound out) {
    final byte[] buffer = packet.stanza().buffer();
    if (!ids.find(buffer, marker)) {
      return true;
    }
    final ByteWriter fact = out.beginFact(EntryType.INBOX_MARKER);
    if (fact == null) {
      out.error(packet, NO_ROOM);
      return false;
    }
    InboxEntry.put(fact, sender.account().number(), ids.hash(buffer), ids.archiveId(buffer), 0);
    InboxEntry.putPeer(fact, packet.to().buffer(), packet.to().start(), packet.to().bareEnd());
    out.endFact();
    return true;
  }
}
