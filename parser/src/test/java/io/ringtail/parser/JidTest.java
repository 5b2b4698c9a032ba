// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JidTest {
  // RFC 7622 §3.5, the examples of valid addresses, and others
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "juliet@example.com|juliet@example.com",
        "juliet@example.com/foo|juliet@example.com/foo",
        "juliet@example.com/foo bar|juliet@example.com/foo bar",
        "juliet@example.com/foo@bar|juliet@example.com/foo@bar",
        "foo\\20bar@example.com|foo\\20bar@example.com",
        "fussball@example.com|fussball@example.com",
        "fu\u00dfball@example.com|fu\u00dfball@example.com",
        "\u03c0@example.com|\u03c0@example.com",
        "\u03a3@example.com/foo|\u03c3@example.com/foo",
        "king@example.com/\u265a|king@example.com/\u265a",
        "example.com|example.com",
        "example.com/foobar|example.com/foobar",
        "a.example.com/b@example.net|a.example.com/b@example.net",
        "Juliet@EXAMPLE.com./Balcony|juliet@example.com/Balcony",
        "\uff2auliet@example.com|juliet@example.com",
        "a@fa\u00df.de|a@fa\u00df.de",
        "a@FA\u00df.de|a@fa\u00df.de",
        "a@xn--fa-hia.de|a@fa\u00df.de",
        "a@192.0.2.1|a@192.0.2.1",
        "a@[2001:DB8::1]|a@[2001:db8::1]",
        "a@[::ffff:192.0.2.1]/r|a@[::ffff:192.0.2.1]/r",
        "localhost|localhost"
      })
  void shouldCanonicalise(final String text, final String canonical) {
    assertEquals(canonical, String.valueOf(Jid.parse(text)));
  }

  // RFC 7622 §3.5, the examples of invalid addresses, and others
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"juliet\"@example.com",
        "foo bar@example.com",
        "@example.com",
        "@example.com/foo",
        "henry\u2163@example.com",
        "\u265a@example.com",
        "juliet@",
        "juliet@/x",
        "juliet@example.com/",
        "/foobar",
        "a@b@c",
        "a&b@c",
        "a'b@c",
        "a:b@c",
        "a<b@c",
        "a@b..c",
        "a@.",
        "a@-b",
        "a@b_c",
        "a@b c",
        "a@[::1",
        "a@[1.2.3.4]",
        "a@[1::2::3]",
        "a@[12345::]",
        "a@[::]x",
        "a@xn--a",
        "a@b/\u0000",
        "a@b/\n",
        "a\u0000@b"
      })
  void shouldRefuse(final String text) {
    assertNull(Jid.parse(text));
  }

  @Test
  void shouldRefuseLoneSurrogates() {
    assertNull(Jid.parse((char) 0xD800 + "@b"));
    assertNull(Jid.parse("a@b/" + (char) 0xDFFF));
  }

  @Test
  void shouldAllowPartsOf1023BytesAndNoMore() {
    assertNotNull(Jid.parse("a".repeat(1_023) + "@b/" + "c".repeat(1_023)));
    assertNull(Jid.parse("a".repeat(1_024) + "@b"));
    assertNull(Jid.parse("a@b/" + "c".repeat(1_024)));
    assertNotNull(Jid.parse("a@b/" + "\u20ac".repeat(341)));
    assertNull(Jid.parse("a@b/" + "\u20ac".repeat(342)));
    assertNull(Jid.parse("a@" + "b.".repeat(520) + "c"));
  }

  @Test
  void shouldCompareBareAndFullAddresses() {
    final Jid full = Jid.parse("a@b/c");
    assertEquals("a@b", full.bare().toString());
    assertEquals("b", full.domainJid().toString());
    assertEquals(full, full.bare().withResource("c"));
    assertTrue(full.sameBare(full.withResource("d")));
    assertEquals(full.bareHash(), full.withResource("d").bareHash());
    assertNotEquals(full, full.withResource("d"));
    assertFalse(full.sameBare(Jid.parse("a@c")));
  }

  @Test
  void shouldReadAddressesInPlace() {
    final byte[] bytes = Bytes.utf8("<a to='romeo@montague.example/orchard'/>");
    final JidView view = new JidView();
    assertTrue(view.wrap(bytes, 7, bytes.length - 3));
    assertTrue(view.buffer() == bytes && view.hasLocal() && view.hasResource());
    assertEquals("romeo@montague.example/orchard", view.toJid().toString());
    assertEquals("montague.example", Bytes.text(bytes, view.domainStart(), view.bareEnd()));
    assertEquals("orchard", Bytes.text(bytes, view.resourceStart(), view.end()));
    assertTrue(view.sameBare(Jid.parse("romeo@montague.example")));
    assertTrue(view.sameFull(Jid.parse("romeo@montague.example/orchard")));
  }

  @Test
  void shouldReadEscapedAddresses() {
    final byte[] bytes = Bytes.utf8("A@b/x&amp;y");
    final JidView view = new JidView();
    assertTrue(view.wrap(bytes, 0, bytes.length));
    assertEquals(Jid.parse("a@b/x&y"), view.toJid());
    assertFalse(view.wrap(bytes, 0, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldTakeTheFastPathOnlyForCanonicalAddresses(final long seed) {
    final SplittableRandom random = new SplittableRandom(seed);
    final String alphabet = "aZ0-._~@/:&'\"<> \u00df\u0416x\\{+%";
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      final StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        final int common = random.nextInt(3);
        text.append(
            common > 0
                ? "ab@./1".charAt(random.nextInt(6))
                : alphabet.charAt(random.nextInt(alphabet.length())));
      }
      accepted += JidInvariants.check(text.toString()) ? 1 : 0;
    }
    final int addresses = accepted;
    assertTrue(addresses > 250, () -> "addresses: " + addresses);
  }

  @Test
  void shouldKnowEveryAsciiCharacterOfEveryPartAsTheProfilesDo() {
    for (char c = 0; c < 0x80; c++) {
      JidInvariants.check("a" + c + "@b");
      JidInvariants.check("a@b" + c + "c");
      JidInvariants.check("a@b/c" + c);
      JidInvariants.check(c + "@" + c + "/" + c);
    }
  }
}
