// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EngineTest {
  @Test
  void shouldTakeBackTheLargestStanzaWithTheLongestAddresses() {
    final String part = "&amp;".repeat(1023);
    final String address = part + "@" + "d".repeat(1023) + "/" + part;
    final String received = "<message><body>" + "x".repeat(9_000) + "</body></message>";
    final String stamped =
        received.replace(
            "<message", "<message from='" + "a".repeat(3071) + "' to='" + address + "'");
    final Limits limits = Limits.defaults().withMaxStanzaBytes(received.length());
    final byte[] bytes = stamped.getBytes(StandardCharsets.UTF_8);
    final StanzaParser parser = new StanzaParser(Engine.stamped(limits));
    assertNull(parser.parse(bytes, 0, bytes.length, new StanzaView()));
  }
}
