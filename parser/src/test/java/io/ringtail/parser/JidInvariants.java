// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What must hold for any would-be address.
 *
 * <p>Owner: one test. Allocates: per call.
 */
final class JidInvariants {
  private JidInvariants() {}

  /** True when the text is an acceptable address. */
  static boolean check(final String text) {
    final byte[] bytes = Bytes.utf8(text);
    if (AsciiJid.isCanonical(text)) {
      final Jid byRules = byRules(text);
      assertNotNull(byRules, () -> "fast path accepts, rules refuse: " + text);
      assertArrayEquals(bytes, byRules.bytes(), () -> "fast path is not canonical: " + text);
    }
    final Jid jid = Jid.parse(text);
    if (jid == null) {
      return false;
    }
    assertEquals(jid, byRules(jid.toString()), "canonical form is not stable");
    assertEquals(jid, Jid.parse(jid.toString()), "canonical form is not stable");
    assertTrue(Bytes.utf8(jid.local()).length <= 1_023);
    assertTrue(Bytes.utf8(jid.domain()).length <= 1_023 && !jid.domain().isEmpty());
    assertTrue(Bytes.utf8(jid.resource()).length <= 1_023);
    checkView(jid);
    return true;
  }

  private static void checkView(final Jid jid) {
    final byte[] attribute = Escaping.escape(jid.bytes());
    final JidView view = new JidView();
    assertTrue(view.wrap(attribute, 0, attribute.length), () -> "view refuses " + jid);
    assertEquals(jid, view.toJid());
    assertEquals(jid.bareHash(), view.bareHash());
    assertTrue(view.sameFull(jid));
    assertEquals(jid.bare(), jid.bare().bare());
  }

  /** Without the fast path. */
  private static Jid byRules(final String text) {
    final int slash = text.indexOf('/');
    final String bare = slash < 0 ? text : text.substring(0, slash);
    final int at = bare.indexOf('@');
    return Jid.of(
        at < 0 ? "" : bare.substring(0, at),
        bare.substring(at + 1),
        slash < 0 ? "" : text.substring(slash + 1));
  }
}
