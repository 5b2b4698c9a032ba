// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Builds trees from validated bytes, for the cold path.
 *
 * <p>Owner: anyone, stateless. Allocates: per call, the tree.
 */
public final class Elements {
  private Elements() {}

  /** The whole stanza or nonza. */
  public static Element parse(final StanzaView view) {
    return parse(view.buffer, view.start);
  }

  /** One direct child. */
  public static Element parse(final StanzaView view, final int child) {
    if (view.kind == StanzaKind.NONZA) {
      return parse(view).children().get(child); // may use its parent's namespaces
    }
    return parse(view.buffer, view.childStarts[child]);
  }

  /**
   * The element that begins at {@code start} of validated bytes, inside a client stream: a stanza,
   * or a child's slice of one.
   */
  public static Element parse(final byte[] buffer, final int start) {
    return new TreeReader(buffer, start, Ns.CLIENT).element(Ns.CLIENT);
  }

  /** The start tag of a stream that declares what validated stanzas may take from outside. */
  static String outerTag(final String contentNamespace) {
    final String dialback =
        contentNamespace.equals(Ns.SERVER) ? " xmlns:db='" + Ns.DIALBACK + "'" : "";
    return "<stream:stream xmlns='"
        + Ns.CLIENT
        + "' xmlns:stream='"
        + Ns.STREAM
        + "'"
        + dialback
        + ">";
  }
}
