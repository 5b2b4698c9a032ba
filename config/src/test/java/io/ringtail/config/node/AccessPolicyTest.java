// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.parser.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessPolicyTest {
  private static final String CONFIG =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      [[listen.c2s]]
        port = 0
        access = "c2s"
        shaper = "c2s_shaper"

      [shaper.normal]
        max_rate = 1000

      [acl]
        blocked = [{user = "tybalt"}]
        admin = [{user = "escalus"}]

      [access]
        c2s = [{acl = "blocked", value = "deny"}, {acl = "all", value = "allow"}]
        c2s_shaper = [{acl = "admin", value = "none"}, {acl = "all", value = "normal"}]
      """;

  @TempDir private Path scratch;

  @Test
  void shouldShutOutWhoTheRuleDenies() throws IOException {
    assertFalse(policy().mayConnect(Jid.parse("tybalt@localhost")));
    assertTrue(policy().mayConnect(Jid.parse("romeo@localhost")));
    assertFalse(policy().mayConnect(Jid.parse("romeo@elsewhere")));
  }

  @Test
  void shouldShapeEachAccountByItsRule() throws IOException {
    assertEquals(1000, policy().bytesPerSecond(Jid.parse("romeo@localhost")));
    assertEquals(0, policy().bytesPerSecond(Jid.parse("escalus@localhost")));
  }

  private AccessPolicy policy() throws IOException {
    final Path file = scratch.resolve("node.toml");
    Files.writeString(file, CONFIG);
    final ConfigLoader.Loaded loaded =
        ConfigLoader.withInstalledFeatures().load(ConfigRequest.of(file));
    assertFalse(loaded.problems().hasErrors(), () -> loaded.problems().toString());
    final NodeSettings settings = loaded.settings();
    return new AccessPolicy(settings, settings.listeners().getFirst());
  }
}
