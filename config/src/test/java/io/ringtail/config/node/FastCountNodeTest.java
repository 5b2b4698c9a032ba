// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node and the next one on its data, and a device that counts how often it logs in. */
class FastCountNodeTest {
  @TempDir private Path scratch;

  private static String login(final Node node, final String token, final int count)
      throws Exception {
    final FastDevice device = new FastDevice(node.listeners().getFirst().address());
    try (RawXmpp phone = device.opened()) {
      phone.say(FastDevice.login(token, " count='" + count + "'"));
      return phone.await(" xmlns='urn:xmpp:sasl:2'>") + phone.await("</");
    }
  }

  @Test
  void shouldRefuseACountThatTheLastProcessHasTaken() throws Exception {
    final NodeSettings settings = TestNodes.settings(scratch, "auto");
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node first = Node.start(settings, folder);
      TestNodes.register(first, "romeo");
      final String token = new FastDevice(first.listeners().getFirst().address()).token();
      assertTrue(login(first, token, 1).contains("<success "));
      first.stop(10_000);

      final Node second = Node.start(settings, folder);
      assertTrue(login(second, token, 1).contains("<not-authorized "));
      assertTrue(login(second, token, 2).contains("<success "));
      second.stop(10_000);
    }
  }
}
