// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StanzaTest {
  @Test
  void shouldReadAttributesOfItsOwnTagOnly() {
    final Stanza stanza = stanza("<iq id='a&amp;b' xtype='no' type=\"error\"><q type='get'/></iq>");

    assertTrue(stanza.isIq());
    assertTrue(stanza.typeIs("error"));
    assertFalse(stanza.typeIs("err"));
    assertFalse(stanza.typeIs("get"));
    assertEquals("a&b", stanza.attribute("id"));
    assertEquals("", stanza.attribute("to"));
  }

  @Test
  void shouldTellTheConditionOfAnError() {
    assertEquals(
        "item-not-found",
        stanza("<iq type='error'><error type='cancel'><item-not-found xmlns='x'/></error></iq>")
            .condition());
    assertEquals(
        "not-authorized", stanza("<failure xmlns='sasl'><not-authorized/></failure>").condition());
  }

  @Test
  void shouldKnowNamesByTheirWholeLength() {
    assertTrue(stanza("<a h='1'/>").named("a"));
    assertFalse(stanza("<ab/>").named("a"));
    assertFalse(stanza("<messages/>").isMessage());
  }

  private static Stanza stanza(final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Stanza().wrap(bytes, 0, bytes.length);
  }
}
