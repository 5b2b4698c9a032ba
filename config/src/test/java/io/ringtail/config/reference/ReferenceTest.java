// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written from the declarations. */
class ReferenceTest {
  private static final Path PAGE = Path.of("docs", "configuration.md");

  @TempDir Path folder;
  private final ConfigLoader loader = ConfigLoader.withInstalledFeatures();

  private NodeSettings load(final String text) throws IOException {
    final Path file = Files.writeString(folder.resolve("node.toml"), text);
    final ConfigLoader.Loaded loaded = loader.load(ConfigRequest.of(file));
    assertEquals("[]", loaded.problems().errors().toString());
    return loaded.settings();
  }

  @Test
  void shouldHaveACurrentPageInDocs() throws IOException {
    assertEquals(
        Files.readString(PAGE),
        ReferencePage.text(loader.schema()),
        "run: ./ringtail config reference > config/docs/configuration.md");
  }

  @Test
  void shouldDescribeEveryKeyThatIsRead() {
    final String page = ReferencePage.text(loader.schema());
    for (final String key :
        new String[] {"loglevel", "io_loops", "max_rate", "keepalive_interval"}) {
      assertTrue(page.contains("| `" + key + "` |"), key);
    }
  }

  @Test
  void shouldWriteADefaultFileThatMeansTheDefaults() throws IOException {
    final NodeSettings defaults = loader.load(ConfigRequest.defaults()).settings();
    final NodeSettings written = load(DefaultFile.text(loader));
    assertEquals(defaults.general(), written.general());
    assertEquals(defaults.listeners(), written.listeners());
    assertEquals(defaults.ring(), written.ring());
    assertEquals(defaults.database(), written.database());
    assertEquals(modules(defaults), modules(written));
  }

  @Test
  void shouldPrintAConfigurationThatMeansTheSame() throws IOException {
    final Path file =
        Files.writeString(
            folder.resolve("given.toml"),
            """
            [general]
            hosts = ["a.example", "b.example"]
            [[listen.c2s]]
            port = 5999
            shaper = "slow"
            tls.mode = "starttls_required"
            [auth.password]
            hash = ["sha256"]
            [shaper.slow]
            max_rate = 1000
            [acl]
            admin = [{user = "root", server_glob = "*.example"}]
            [access]
            c2s = [{acl = "admin", value = "allow"}]
            max_user_sessions = [{acl = "all", value = 3}]
            [modules.mod_ping]
            [[host_config]]
            host = "b.example"
            [host_config.access]
            c2s = [{acl = "all", value = "allow"}]
            [ring]
            threading = "shared"
            """);
    final ConfigLoader.Loaded given = loader.load(ConfigRequest.of(file));
    assertEquals("[]", given.problems().errors().toString());
    final NodeSettings again = load(EffectiveFile.text(loader.schema(), given.values()));
    assertEquals(given.settings().general(), again.general());
    assertEquals(given.settings().listeners(), again.listeners());
    assertEquals(given.settings().shapers(), again.shapers());
    assertEquals(given.settings().ring(), again.ring());
    assertEquals(modules(given.settings()), modules(again));
    assertEquals(
        given.settings().hostTypeOf("b.example").access().rules(),
        again.hostTypeOf("b.example").access().rules());
  }

  private static TreeMap<String, String> modules(final NodeSettings settings) {
    final TreeMap<String, String> modules = new TreeMap<>();
    for (final HostTypeSettings hostType : settings.hostTypes()) {
      modules.put(hostType.name(), new TreeMap<>(hostType.plan().modules()).keySet().toString());
    }
    return modules;
  }
}
