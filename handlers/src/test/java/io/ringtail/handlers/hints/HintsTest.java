// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.hints;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HintsTest {
  private static StanzaView view(final String type, final String hint) {
    final byte[] bytes =
        ("<message type='" + type + "'><" + hint + " xmlns='urn:xmpp:hints'/></message>")
            .getBytes(StandardCharsets.UTF_8);
    final StanzaView view = new StanzaView();
    assertNull(new StanzaParser(Limits.defaults()).parse(bytes, 0, bytes.length, view));
    return view;
  }

  @Test
  void shouldSeeEachHint() {
    assertTrue(Hints.noCopy(view("chat", "no-copy")));
    assertTrue(Hints.noStore(view("chat", "no-store")));
    assertTrue(Hints.noPermanentStore(view("chat", "no-permanent-store")));
    assertTrue(Hints.store(view("chat", "store")));
    assertFalse(Hints.store(view("chat", "no-store")));
  }

  @Test
  void shouldIgnoreTheHintsOfAnError() {
    assertFalse(Hints.noCopy(view("error", "no-copy")));
  }
}
