// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.trace;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.parser.StanzaView;

/**
 * What is known of a traced stanza when it is published; never its body.
 *
 * <p>Owner: anyone, immutable. Allocates: per traced stanza.
 *
 * @param session handle of the sending session
 * @param element {@code message}, {@code presence} or {@code iq}
 * @param bytes its length
 */
public record TraceNotes(
    long session, String element, String type, String id, String to, int bytes) {

  static TraceNotes of(final NodeSlot slot) {
    final StanzaView stanza = slot.stanza();
    return new TraceNotes(
        slot.session(),
        stanza.kind().elementName(),
        stanza.type().name().toLowerCase(java.util.Locale.ROOT),
        stanza.text(stanza.id()),
        stanza.text(stanza.to()),
        stanza.length());
  }
}
