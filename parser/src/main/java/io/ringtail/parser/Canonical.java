// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.Map;

/**
 * Writes a validated stanza in canonical form: its own tag without prefix and declarations, every
 * other prefix resolved where it is used.
 *
 * <p>Attributes of the stanza's own tag that lie in a namespace are dropped (all but {@code xml:}
 * ones): nothing in XMPP defines any, and the form has no place for them.
 *
 * <p>Owner: anyone, stateless. Allocates: per call, a tree.
 */
final class Canonical {
  private Canonical() {}

  /** False when the result would be longer than {@code maxBytes}: declarations multiply. */
  static boolean write(
      final StanzaView view,
      final String contentNamespace,
      final ByteWriter out,
      final int maxBytes) {
    final Element stanza =
        new TreeReader(view.buffer, view.start, contentNamespace).element(Ns.CLIENT);
    out.raw("<").raw(stanza.name());
    for (final Map.Entry<String, String> attribute : stanza.attributes().entrySet()) {
      final String name = attribute.getKey();
      if (name.indexOf(':') < 0 || name.startsWith("xml:")) {
        out.attribute(name, attribute.getValue());
      }
    }
    if (stanza.isEmpty()) {
      out.raw("/>");
      return out.length() <= maxBytes;
    }
    out.raw(">");
    final boolean whole = stanza.writeContent(out, maxBytes);
    out.raw("</").raw(stanza.name()).raw(">");
    return whole && out.length() <= maxBytes;
  }
}
