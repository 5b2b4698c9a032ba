// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.SplittableRandom;

/**
 * Stanzas made from a seed: well-formed ones of every shape, and the same with a few bytes spoilt.
 *
 * <p>Owner: one test. Allocates: per call.
 */
final class RandomXml {
  private static final String[] STANZAS = {"message", "presence", "iq", "r", "c:message", "auth"};
  private static final String[] NAMES = {
    "body", "x", "query", "item", "p:a", "q:b", "stream:c", "n\u00e4me", "d-e.f_1"
  };
  private static final String[] ATTRIBUTES = {
    "to", "from", "id", "type", "xml:lang", "p:to", "by", "xmlns:r", "v\u00e4lue"
  };
  private static final String[] DECLARATIONS = {
    " xmlns='jabber:client'",
    " xmlns='urn:x'",
    " xmlns:p='urn:p'",
    " xmlns:q='urn:q'",
    " xmlns:c='jabber:client'",
    " xmlns=''",
    " xmlns:p='jabber:client' xmlns:q='urn:q'"
  };
  private static final String[] TEXTS = {
    "hello",
    " ",
    "\r\n",
    "\t",
    "&lt;",
    "&#x1F600;",
    "\u20ac",
    "\ud83d\ude00",
    "]]",
    ">",
    "'\"",
    "<![CDATA[<&]]]]>",
    "&#13;",
    "caf\u00e9 &amp; more",
    "<![CDATA[]]>",
    "a long text without any markup"
  };
  private static final String[] SPOILERS = {
    "<",
    ">",
    "&",
    "'",
    "\"",
    "/",
    "=",
    "<!--",
    "-->",
    "<?x?>",
    "]]>",
    "<![CDATA[",
    "&foo;",
    ":",
    "xmlns:p=''",
    "</x>",
    "<x>",
    "\u0000",
    "\ufffe",
    " ",
    "<!DOCTYPE a>",
    "xmlns",
    "p:",
    "</message>"
  };

  private final SplittableRandom random;

  RandomXml(final long seed) {
    this.random = new SplittableRandom(seed);
  }

  int below(final int bound) {
    return random.nextInt(bound);
  }

  /** White space and elements as they may follow a stream header. */
  String stream() {
    final StringBuilder out = new StringBuilder();
    for (int i = below(4); i >= 0; i--) {
      out.append(stanza());
      if (below(4) == 0) {
        out.append(pick(" ", "\n", "\r\n\t"));
      }
    }
    return out.toString();
  }

  String stanza() {
    final StringBuilder out = new StringBuilder();
    element(out, pick(STANZAS), below(4), below(3) == 0);
    return out.toString();
  }

  /** The bytes with one to three insertions, deletions or replacements. */
  byte[] spoil(final byte[] bytes) {
    byte[] spoilt = bytes;
    for (int i = below(3); i >= 0; i--) {
      final int at = below(spoilt.length + 1);
      final int skip = below(2) == 0 ? 0 : Math.min(below(4), spoilt.length - at);
      final byte[] insert =
          switch (below(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) below(256)};
            default -> Bytes.utf8(pick(SPOILERS));
          };
      spoilt = replace(spoilt, at, skip, insert);
    }
    return spoilt;
  }

  private static byte[] replace(
      final byte[] bytes, final int at, final int skip, final byte[] insert) {
    final ByteWriter out = new ByteWriter(bytes.length + insert.length + 1);
    return out.put(bytes, 0, at).put(insert).put(bytes, at + skip, bytes.length).toByteArray();
  }

  private void element(
      final StringBuilder out, final String name, final int levels, final boolean declares) {
    out.append('<').append(name);
    if (declares) {
      out.append(pick(DECLARATIONS));
    }
    if (name.startsWith("c:") || name.startsWith("p:") || name.startsWith("q:")) {
      final String prefix = name.substring(0, 1);
      if (out.indexOf("xmlns:" + prefix, out.lastIndexOf("<")) < 0 && below(8) != 0) {
        out.append(" xmlns:").append(prefix).append("='jabber:client'");
      }
    }
    for (int i = below(4); i > 0; i--) {
      attribute(out);
    }
    out.append(pick("", "", " ", "\n"));
    if (below(4) == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    content(out, levels);
    out.append("</").append(name).append(pick("", "", " ")).append('>');
  }

  private void attribute(final StringBuilder out) {
    final String name = pick(ATTRIBUTES);
    if (out.indexOf(" " + name + "=", out.lastIndexOf("<")) >= 0) {
      return; // mostly no duplicates
    }
    final char quote = below(2) == 0 ? '\'' : '"';
    final String value =
        pick("a@b", "a@b/c", "chat", "get", "&quot;", "x y", "/>", "ch&#97;t", "\t", "\u00fc", "");
    out.append(pick(" ", "\n ")).append(name).append(pick("=", "=", " = "));
    out.append(quote).append(value).append(quote);
  }

  private void content(final StringBuilder out, final int levels) {
    for (int i = below(4); i > 0; i--) {
      if (levels > 0 && below(2) == 0) {
        element(out, pick(NAMES), levels - 1, below(2) == 0);
      } else {
        out.append(pick(TEXTS));
      }
    }
  }

  private String pick(final String... choices) {
    return choices[below(choices.length)];
  }
}
