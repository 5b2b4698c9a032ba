// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;

/**
 * What an archive keeps in the place of a retracted message (XEP-0424 §4): its addresses, its id,
 * and that it was taken back.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
public final class Tombstone {
  private static final String SID = "urn:xmpp:sid:0";

  private final Retraction retraction;
  private final long archiveId;
  private final String messageId;

  private Tombstone(final Retraction retraction, final long archiveId, final String messageId) {
    this.retraction = retraction;
    this.archiveId = archiveId;
    this.messageId = messageId;
  }

  /**
   * What a retracting message leaves.
   *
   * @param archiveId the retracting message's id in the archive
   * @param stanza its bytes
   * @return null when it retracts nothing
   */
  public static Tombstone of(final long archiveId, final byte[] stanza) {
    final Element message = Elements.parse(stanza, 0);
    final Retraction retraction = Retraction.of(message);
    return retraction == null
        ? null
        : new Tombstone(retraction, archiveId, message.attribute("id"));
  }

  /** The id it names. */
  public String target() {
    return retraction.target();
  }

  /** The archive id it names; −1 where it names a message by its own id. */
  public long targetArchiveId() {
    return retraction.form() == Retraction.Form.BY_ARCHIVE_ID
        ? ArchiveIds.parse(retraction.target())
        : -1;
  }

  /**
   * True when this is the message meant, or what was left of it; senders and order are for the
   * caller to compare.
   */
  public boolean isFor(final long id, final byte[] stanza) {
    if (retraction.form() == Retraction.Form.BY_ARCHIVE_ID) {
      return id == targetArchiveId();
    }
    final Element message = Elements.parse(stanza, 0);
    if (retraction.target().equals(message.attribute("id"))) {
      return true;
    }
    final Element origin = message.first("origin-id", SID);
    return origin != null && retraction.target().equals(origin.attribute("id"));
  }

  /** True when the message was retracted before: nothing more is taken back under its id. */
  public static boolean isOne(final byte[] stanza) {
    return Elements.parse(stanza, 0).children().stream()
        .anyMatch(child -> child.name().equals("retracted"));
  }

  /** The bytes that take the place of the message. */
  public byte[] inPlaceOf(final byte[] stanza) {
    final Element original = Elements.parse(stanza, 0);
    final Element left = new Element("message", Ns.CLIENT);
    for (final String kept : new String[] {"from", "to", "type", "id"}) {
      left.set(kept, original.attribute(kept));
    }
    final String namespace =
        retraction.form() == Retraction.Form.CURRENT
            ? Retraction.Form.CURRENT.namespace()
            : Retraction.Form.FASTENED.namespace();
    final Element retracted = left.child("retracted", namespace).set("stamp", Stamps.of(archiveId));
    if (retraction.form() == Retraction.Form.CURRENT) {
      retracted.set("id", messageId); // XEP-0424 §4: the retraction's own id
    } else {
      retracted.add(new Element("origin-id", SID).set("id", originId(original)));
    }
    final ByteWriter out = new ByteWriter(256);
    left.write(out, Ns.CLIENT);
    return out.toByteArray();
  }

  private static String originId(final Element original) {
    final Element origin = original.first("origin-id", SID);
    return origin == null ? original.attribute("id") : origin.attribute("id");
  }
}
