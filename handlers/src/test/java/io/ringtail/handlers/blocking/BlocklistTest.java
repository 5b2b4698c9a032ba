// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlocklistTest {
  private static boolean matches(final Blocklist list, final String peer) {
    final JidView view = new JidView();
    view.wrap(Jid.parse(peer));
    return list.matches(view);
  }

  @ParameterizedTest
  @CsvSource({
    "user@domain.lit/res, user@domain.lit/res, true",
    "user@domain.lit/res, user@domain.lit/other, false",
    "user@domain.lit/res, user@domain.lit, false",
    "user@domain.lit, user@domain.lit, true",
    "user@domain.lit, user@domain.lit/res, true",
    "user@domain.lit, other@domain.lit, false",
    "domain.lit/res, domain.lit/res, true",
    "domain.lit/res, domain.lit, false",
    "domain.lit/res, user@domain.lit/res, false",
    "domain.lit, domain.lit, true",
    "domain.lit, domain.lit/res, true",
    "domain.lit, user@domain.lit, true",
    "domain.lit, user@domain.lit/res, true",
    "domain.lit, user@sub.domain.lit, false",
    "пример.рф, user@пример.рф/ресурс, true",
    "User@DOMAIN.lit, user@domain.lit/res, true"
  })
  void shouldMatchByTheFourForms(final String blocked, final String peer, final boolean expected) {
    assertEquals(expected, matches(Blocklist.orNull(List.of(Jid.parse(blocked))), peer));
  }

  @Test
  void shouldUnblockOneFormAndKeepTheOthers() {
    final Blocklist list =
        Blocklist.orNull(List.of(Jid.parse("a@b.lit"), Jid.parse("a@b.lit/x"), Jid.parse("c.lit")));

    list.remove(List.of(Jid.parse("a@b.lit")));

    assertEquals(List.of(Jid.parse("a@b.lit/x"), Jid.parse("c.lit")), list.items());
    assertEquals(true, matches(list, "a@b.lit/x"));
    assertFalse(matches(list, "a@b.lit/y"));
    list.remove(list.items());
    assertFalse(matches(list, "d@c.lit"));
  }
}
