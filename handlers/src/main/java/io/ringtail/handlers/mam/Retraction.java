// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.StanzaView;

/**
 * A message that takes an earlier one back (XEP-0424): by the earlier one's own id, or by its
 * archive id (MongooseIM's extension).
 *
 * @param form how it is written
 * @param target the id it names
 *     <p>Owner: anyone, immutable. Allocates: per message that may be one.
 */
record Retraction(Form form, String target) {
  private static final String FASTEN = "urn:xmpp:fasten:0";

  /** The three ways to write it. */
  enum Form {
    /** {@code <retract id='…'/>}. */
    CURRENT("urn:xmpp:message-retract:1"),
    /** {@code <apply-to id='…'><retract/></apply-to>}, version 0.3 of XEP-0424. */
    FASTENED("urn:xmpp:message-retract:0"),
    /** The same with the id of the archive. */
    BY_ARCHIVE_ID("urn:esl:message-retract-by-stanza-id:0");

    private final String namespace;

    Form(final String namespace) {
      this.namespace = namespace;
    }

    String namespace() {
      return namespace;
    }
  }

  /** False for nearly every message, without a closer look. */
  static boolean mayBeIn(final StanzaView message) {
    return message.hasChild("retract", Form.CURRENT.namespace)
        || message.hasChild("apply-to", FASTEN);
  }

  /** The retraction in a message, or null. */
  static Retraction of(final StanzaView message) {
    final int current = message.findChild("retract", Form.CURRENT.namespace);
    if (current != StanzaView.ABSENT) {
      return of(Form.CURRENT, Elements.parse(message, current).attribute("id"));
    }
    final int fastening = message.findChild("apply-to", FASTEN);
    return fastening == StanzaView.ABSENT ? null : fastened(Elements.parse(message, fastening));
  }

  /** The same for a message read into a tree. */
  static Retraction of(final Element message) {
    final Element current = message.first("retract", Form.CURRENT.namespace);
    if (current != null) {
      return of(Form.CURRENT, current.attribute("id"));
    }
    final Element fastening = message.first("apply-to", FASTEN);
    return fastening == null ? null : fastened(fastening);
  }

  private static Retraction fastened(final Element applyTo) {
    if (applyTo.first("retract", Form.FASTENED.namespace) != null) {
      return of(Form.FASTENED, applyTo.attribute("id"));
    }
    return applyTo.first("retract", Form.BY_ARCHIVE_ID.namespace) == null
        ? null
        : of(Form.BY_ARCHIVE_ID, applyTo.attribute("id"));
  }

  private static Retraction of(final Form form, final String target) {
    return target == null || target.isEmpty() ? null : new Retraction(form, target);
  }
}
