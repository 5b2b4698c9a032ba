// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.spi.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that features declare become keys of their sections. */
class ModuleOptionsTest {
  @TempDir Path folder;

  private Map<String, Options> modules(final String text) throws IOException {
    final NodeSettings settings =
        Configs.settings(Configs.file(folder, "[general]\nhosts = [\"localhost\"]\n" + text));
    return settings.hostTypeOf("localhost").plan().modules();
  }

  @Test
  void shouldReadEveryKindOfOption() throws IOException {
    final Options ping =
        modules(
                """
                [modules.mod_ping]
                timeout = 7
                action = "kill"
                send.pings = true
                sides = ["server", "client"]
                """)
            .get("mod_ping");
    assertEquals(7L, ping.get(FakeFeature.TIMEOUT));
    assertEquals("kill", ping.get(FakeFeature.ACTION));
    assertTrue(ping.get(FakeFeature.SEND));
    assertEquals(List.of("server", "client"), ping.get(FakeFeature.SIDES));
  }

  @Test
  void shouldReadTablesOfAnOption() throws IOException {
    final Options register =
        modules(
                """
                [modules.mod_register]
                ip_access = [{address = "127.0.0.0/8", policy = "allow"}]
                """)
            .get("mod_register");
    assertEquals(
        List.of(Map.of("address", "127.0.0.0/8", "policy", "allow")),
        register.get(FakeFeature.IP_ACCESS));
  }

  @Test
  void shouldJoinAListInATableByLineFeeds() throws IOException {
    final Options register =
        modules(
                """
                [modules.mod_register]
                ip_access = [{address = ["127.0.0.0/8", "::1"], policy = "allow"}]
                """)
            .get("mod_register");
    assertEquals(
        List.of(Map.of("address", "127.0.0.0/8\n::1", "policy", "allow")),
        register.get(FakeFeature.IP_ACCESS));
  }

  @Test
  void shouldUseDefaultsOfOptionsThatAreNotConfigured() throws IOException {
    final Options ping = modules("[modules.mod_ping]").get("mod_ping");
    assertEquals(32L, ping.get(FakeFeature.TIMEOUT));
    assertFalse(ping.get(FakeFeature.SEND));
  }

  @Test
  void shouldInstallRequiredModulesFirst() throws IOException {
    assertEquals(
        List.of("mod_presence", "mod_roster", "mod_disco", "mod_ping"),
        List.copyOf(modules("[modules.mod_roster]\n[modules.mod_ping]\n").keySet()));
  }

  @Test
  void shouldRunExactlyTheModulesNamed() throws IOException {
    assertEquals(List.of("mod_disco"), List.copyOf(modules("[modules.mod_disco]").keySet()));
  }

  @Test
  void shouldRunNoModuleWhenTheSectionIsEmpty() throws IOException {
    assertEquals(Map.of(), modules("[modules]"));
  }

  @Test
  void shouldHandTheGeneralRegistrationTimeoutToTheModule() throws IOException {
    final Options register =
        modules("registration_timeout = \"infinity\"\n[modules.mod_register]").get("mod_register");
    assertEquals(0L, register.values().get("registration_timeout"));
  }
}
