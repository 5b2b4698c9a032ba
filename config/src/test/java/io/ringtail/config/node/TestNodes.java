// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringtail.config.TestConfig;
import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Settings and accounts for nodes that tests run in their own process.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class TestNodes {
  private static final String CONFIG =
      TestConfig.WITHOUT_TLS
          + """

          [ring]
            threading = "%s"
          """;

  /** Routing alone: nothing is journaled. */
  private static final String ROUTING_ONLY =
      """

      [modules.mod_presence]
      [modules.mod_roster]
      [modules.mod_blocking]
      [modules.mod_carboncopy]
      """;

  private static final String ACKS_SYNCED =
      """

      [journal]
        ack = "synced"
        sync_interval = 50
      """;

  private TestNodes() {}

  /** As {@link #settings}, with acknowledgements that wait for the journal's sync. */
  static NodeSettings acksSynced(final Path scratch, final String threading) throws IOException {
    return load(scratch, CONFIG.formatted(threading) + ACKS_SYNCED);
  }

  /** As {@link #settings}, with modules that keep no message. */
  static NodeSettings routingOnly(final Path scratch, final String threading) throws IOException {
    return load(scratch, CONFIG.formatted(threading) + ROUTING_ONLY);
  }

  /** One plain listener on a free port of loopback. */
  static NodeSettings settings(final Path scratch, final String threading) throws IOException {
    return load(scratch, CONFIG.formatted(threading));
  }

  private static NodeSettings load(final Path scratch, final String config) throws IOException {
    final Path file = scratch.resolve("node.toml");
    Files.writeString(file, config);
    final ConfigLoader.Loaded loaded =
        ConfigLoader.withInstalledFeatures().load(ConfigRequest.of(file));
    assertFalse(loaded.problems().hasErrors(), () -> loaded.problems().toString());
    return loaded.settings();
  }

  /** Accounts with the password "secret". */
  static void register(final Node node, final String... users) {
    for (final String user : users) {
      node.stores()
          .accounts()
          .create(Jid.of(user, "localhost", ""), new StoredPassword.Plain("secret"));
    }
  }
}
