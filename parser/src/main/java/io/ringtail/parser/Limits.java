// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * What one XMPP stream may cost: the sizes past which input is refused while it arrives.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 *
 * @param maxStanzaBytes bytes of one frame, tags included (RFC 6120 §13.12 asks for at least
 *     10,000); default 65,536; change if clients send inline pictures
 * @param maxDepth levels of elements, the stanza itself being level 1; default 64
 * @param maxAttributes attributes of one element, namespace declarations included; default 64
 * @param maxNameBytes bytes of one element or attribute name, prefix included; default 256
 * @param maxChildren direct children of one stanza; default 1,024
 */
public record Limits(
    int maxStanzaBytes, int maxDepth, int maxAttributes, int maxNameBytes, int maxChildren) {

  public static final int DEFAULT_STANZA_BYTES = 65_536;
  public static final int DEFAULT_DEPTH = 64;
  public static final int DEFAULT_ATTRIBUTES = 64;
  public static final int DEFAULT_NAME_BYTES = 256;
  public static final int DEFAULT_CHILDREN = 1_024;

  public static final int LARGEST_STANZA_BYTES = 1 << 28;
  private static final int LARGEST_DEPTH = 1_000; // trees are built recursively
  private static final int LARGEST_COUNT = 30_000;
  private static final int ADDED_ATTRIBUTES = 8;

  public Limits {
    require("maxStanzaBytes", maxStanzaBytes, 64, LARGEST_STANZA_BYTES);
    require("maxDepth", maxDepth, 1, LARGEST_DEPTH);
    require("maxAttributes", maxAttributes, 1, LARGEST_COUNT);
    require("maxNameBytes", maxNameBytes, 16, LARGEST_COUNT);
    require("maxChildren", maxChildren, 1, LARGEST_COUNT);
  }

  public static Limits defaults() {
    return new Limits(
        DEFAULT_STANZA_BYTES,
        DEFAULT_DEPTH,
        DEFAULT_ATTRIBUTES,
        DEFAULT_NAME_BYTES,
        DEFAULT_CHILDREN);
  }

  public Limits withMaxStanzaBytes(final int newMaxStanzaBytes) {
    return new Limits(newMaxStanzaBytes, maxDepth, maxAttributes, maxNameBytes, maxChildren);
  }

  /**
   * For stanzas that are made from trees of stanzas within these limits: there every element
   * declares its namespace and its attributes' prefixes itself, and the stanza gets addresses.
   */
  public Limits forGenerated() {
    return new Limits(
        LARGEST_STANZA_BYTES,
        maxDepth,
        Math.min(LARGEST_COUNT, 2 * maxAttributes + ADDED_ATTRIBUTES),
        maxNameBytes,
        maxChildren);
  }

  private static void require(
      final String name, final int value, final int least, final int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + greatest + ": " + value);
    }
  }
}
