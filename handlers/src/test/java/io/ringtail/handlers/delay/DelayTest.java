// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import org.junit.jupiter.api.Test;

final class DelayTest {
  private static final long SENT_MS = 1_031_699_305_000L;

  @Test
  void shouldStampAsInTheSpecification() {
    assertEquals("2002-09-10T23:08:25Z", Delay.stamp(SENT_MS));
    assertEquals("2002-09-10T23:08:25.007Z", Delay.stamp(SENT_MS + 7));
  }

  @Test
  void shouldSayWhoHeldTheStanzaBackAndWhy() {
    assertEquals(
        "<delay xmlns='urn:xmpp:delay' from='capulet.lit' stamp='2002-09-10T23:08:25Z'>"
            + "Offline Storage</delay>",
        Delay.element(Jid.parse("capulet.lit"), SENT_MS, "Offline Storage").toString());
  }

  @Test
  void shouldWriteTheMarkAmongAStanzasChildren() {
    final ByteWriter out = new ByteWriter(64);

    Delay.write(out, Jid.parse("capulet.lit"), SENT_MS);

    assertEquals(
        "<delay xmlns='urn:xmpp:delay' from='capulet.lit' stamp='2002-09-10T23:08:25Z'/>",
        out.toString());
  }
}
