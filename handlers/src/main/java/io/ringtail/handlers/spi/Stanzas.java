// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaView;

/**
 * Builds the few stanzas the core itself answers with.
 *
 * <p>Owner: any stage. Allocates: per call; cold path only.
 */
public final class Stanzas {
  private Stanzas() {}

  public static Element iqResult(
      final Jid from, final Jid to, final String id, final Element payload) {
    final Element iq = addressed("iq", from, to, id).set("type", "result");
    return payload == null ? iq : iq.add(payload);
  }

  /** RFC 6120 §8.3.1: addresses swapped, same id, no echo of the payload. */
  public static Element error(
      final StanzaView stanza, final Jid from, final Jid to, final StanzaError error) {
    return addressed(stanza.name(), from, to, stanza.text(stanza.id()))
        .set("type", "error")
        .add(error.toElement());
  }

  public static Element iqError(
      final Jid from, final Jid to, final String id, final StanzaError error) {
    return addressed("iq", from, to, id).set("type", "error").add(error.toElement());
  }

  /** A stream error with an optional text (RFC 6120 §4.9.2). */
  public static Element streamError(final String condition, final String text) {
    final Element error = new Element("stream:error", "");
    error.child(condition, Ns.STREAM_ERRORS);
    if (text != null) {
      error.child("text", Ns.STREAM_ERRORS).set("xml:lang", "en").text(text);
    }
    return error;
  }

  private static Element addressed(
      final String name, final Jid from, final Jid to, final String id) {
    return new Element(name, Ns.CLIENT)
        .set("from", from == null ? null : from.toString())
        .set("to", to == null ? null : to.toString())
        .set("id", id);
  }
}
