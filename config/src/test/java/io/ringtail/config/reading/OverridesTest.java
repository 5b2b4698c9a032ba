// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.settings.DatabaseSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.settings.TlsSettings;
import io.ringtail.handlers.auth.AuthSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command line, environment and references over the file, and the defaults without a file. */
class OverridesTest {
  @TempDir Path folder;

  private static List<String> errors(final ConfigRequest request) {
    return Configs.loader().load(request).problems().errors().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void shouldServeLocalhostOnLoopbackWithoutAFile() {
    final NodeSettings settings = Configs.settings(ConfigRequest.defaults());
    assertEquals(List.of("localhost"), settings.domains());
    assertEquals("127.0.0.1:5222", settings.listeners().getFirst().where());
    assertEquals("127.0.0.1:5223", settings.listeners().getLast().where());
    assertEquals(TlsSettings.Mode.DIRECT, settings.listeners().getLast().tls().mode());
    assertTrue(settings.listeners().getFirst().tls().selfSigned());
    assertEquals(new DatabaseSettings.Embedded(), settings.database());
    assertEquals("auto", settings.ring().threading());
  }

  @Test
  void shouldRunTheDefaultFeaturesWithoutAFile() {
    final NodeSettings settings = Configs.settings(ConfigRequest.defaults());
    assertEquals(
        List.of("mod_disco", "mod_ping", "mod_presence", "mod_roster"),
        List.copyOf(settings.hostTypeOf("localhost").plan().modules().keySet()));
  }

  @Test
  void shouldGiveNoWarningsWithoutAFile() {
    final var loaded = Configs.loader().load(ConfigRequest.defaults());
    assertEquals(List.of(), loaded.problems().warnings());
  }

  @Test
  void shouldMoveDomainAndListenersForATrialInTheLocalNetwork() {
    final NodeSettings settings =
        Configs.settings(ConfigRequest.defaults().withTrial("chat.lan", "192.168.1.5"));
    assertEquals(List.of("chat.lan"), settings.domains());
    assertEquals("chat.lan", settings.general().defaultDomain());
    assertEquals("192.168.1.5:5222", settings.listeners().getFirst().where());
    assertEquals("192.168.1.5:5223", settings.listeners().getLast().where());
  }

  @Test
  void shouldTakeThePortOfTheListenOptionForTheFirstListener() {
    final NodeSettings settings =
        Configs.settings(ConfigRequest.defaults().withTrial(null, "[::1]:5322"));
    assertEquals("[::1]:5322", settings.listeners().getFirst().where());
    assertEquals("[::1]:5223", settings.listeners().getLast().where());
  }

  @Test
  void shouldRefuseAListenOptionThatIsNoAddress() {
    assertEquals(
        List.of("--listen eth0: is no IP address, such as 0.0.0.0 or 192.168.1.5:5222"),
        errors(ConfigRequest.defaults().withTrial(null, "eth0")));
  }

  @Test
  void shouldSetValuesFromTheCommandLine() {
    final NodeSettings settings =
        Configs.settings(
            ConfigRequest.defaults()
                .withSettings(
                    "general.loglevel=debug",
                    "listen.c2s[0].port=0",
                    "listen.c2s.1.max_connections=\"infinity\"",
                    "auth.password.format=plain",
                    "ring.pin=false",
                    "ring.threading=dedicated",
                    "general.hosts=[\"a.example\", \"b.example\"]",
                    "general.default_server_domain=b.example"));
    assertEquals("debug", settings.general().logLevel());
    assertEquals(0, settings.listeners().getFirst().port());
    assertFalse(settings.ring().pin());
    assertEquals("b.example", settings.general().defaultDomain());
    assertEquals(
        AuthSettings.Format.PLAIN, settings.hostTypeOf("a.example").plan().auth().format());
  }

  @Test
  void shouldCheckValuesOfTheCommandLineAsThoseOfTheFile() {
    assertEquals(
        List.of(
            "--set listen.c2s.0.port=x: listen.c2s[0].port must be a whole number, 0 to 65535, not"
                + " the text \"x\"",
            "--set general.loglvel=info: unknown key general.loglvel; did you mean 'loglevel'?",
            "--set nonsense: is not KEY=VALUE, such as --set general.loglevel=info"),
        errors(
                ConfigRequest.defaults()
                    .withSettings("nonsense", "listen.c2s.0.port=x", "general.loglvel=info"))
            .stream()
            .sorted(java.util.Comparator.comparing(String::length).reversed())
            .toList());
  }

  @Test
  void shouldSayWhereAPathOfTheCommandLineEnds() {
    assertEquals(
        List.of("--set listen.c2s.7.port=1: '7' in listen.c2s.7.port leads nowhere"),
        errors(ConfigRequest.defaults().withSettings("listen.c2s.7.port=1")));
  }

  @Test
  void shouldReadSettingsFromTheEnvironment() {
    final NodeSettings settings =
        Configs.settings(
            ConfigRequest.defaults()
                .withEnvironment(
                    Map.of(
                        "RINGTAIL_LISTEN_C2S_0_PORT", "5322",
                        "RINGTAIL_GENERAL_DEFAULT_SERVER_DOMAIN", "localhost",
                        "RINGTAIL_SHAPER_VERY_FAST_MAX_RATE", "9",
                        "RINGTAIL_MODULES_MOD_PING_TIMEOUT", "5",
                        "RINGTAIL_OUTGOING_POOLS_RDBMS_DEFAULT_CONNECTION_DRIVER", "pgsql",
                        "RINGTAIL_OUTGOING_POOLS_RDBMS_DEFAULT_CONNECTION_DATABASE", "d",
                        "RINGTAIL_OUTGOING_POOLS_RDBMS_DEFAULT_CONNECTION_USERNAME", "u",
                        "RINGTAIL_OUTGOING_POOLS_RDBMS_DEFAULT_CONNECTION_PASSWORD", "12345")));
    assertEquals(5322, settings.listeners().getFirst().port());
    assertEquals(Map.of("very_fast", 9L), settings.shapers());
    assertEquals(
        5L,
        settings.hostTypeOf("localhost").plan().modules().get("mod_ping").get(FakeFeature.TIMEOUT));
    assertEquals("12345", ((DatabaseSettings.Postgres) settings.database()).server().password());
  }

  @Test
  void shouldLeaveVariablesAloneThatAreNotSettings() {
    assertEquals(
        List.of(),
        errors(
            ConfigRequest.defaults()
                .withEnvironment(Map.of("RINGTAIL_JAVA_OPTS", "-Xmx1g", "PATH", "/bin"))));
  }

  @Test
  void shouldRefuseAVariableThatNamesNoSetting() {
    assertEquals(
        List.of(
            "environment variable RINGTAIL_GENERAL_LOGLVEL: names no setting; see"
                + " config/docs/configuration.md"),
        errors(
            ConfigRequest.defaults().withEnvironment(Map.of("RINGTAIL_GENERAL_LOGLVEL", "info"))));
  }

  @Test
  void shouldLetTheCommandLineWinOverTheEnvironment() {
    final NodeSettings settings =
        Configs.settings(
            ConfigRequest.defaults()
                .withEnvironment(Map.of("RINGTAIL_GENERAL_LOGLEVEL", "info"))
                .withSettings("general.loglevel=error"));
    assertEquals("error", settings.general().logLevel());
  }

  @Test
  void shouldReplaceReferencesToVariablesAndFiles() throws IOException {
    Files.writeString(folder.resolve("secret"), "s3cret\n");
    final ConfigRequest request =
        Configs.file(
                folder,
                """
                [general]
                hosts = ["${env:DOMAIN}"]
                [[listen.c2s]]
                port = "${env:PORT}"
                [outgoing_pools.rdbms.default.connection]
                driver = "pgsql"
                database = "a$${b}"
                username = "u-${env:DOMAIN}"
                password = "${file:secret}"
                """)
            .withEnvironment(Map.of("DOMAIN", "chat.example", "PORT", "5999"));
    final NodeSettings settings = Configs.settings(request);
    assertEquals(List.of("chat.example"), settings.domains());
    assertEquals(5999, settings.listeners().getFirst().port());
    assertEquals(
        new DatabaseSettings.Server("localhost", 5432, "a${b}", "u-chat.example", "s3cret"),
        ((DatabaseSettings.Postgres) settings.database()).server());
  }

  @Test
  void shouldRefuseReferencesThatLeadNowhere() throws IOException {
    final List<String> errors =
        Configs.errors(
            folder,
            """
            [general]
            hosts = ["localhost"]
            language = "${env:RINGTAIL_ABSENT}${file:absent}${other}"
            """);
    assertEquals(
        List.of(
            "node.toml:3:1: ${env:RINGTAIL_ABSENT}: this environment variable is not set",
            "node.toml:3:1: ${file:absent}: cannot read this file",
            "node.toml:3:1: ${other}: use ${env:NAME} or ${file:PATH}; $${ for ${"),
        errors);
  }

  @Test
  void shouldListenOnLoopbackWhenTheFileNamesNoListener() throws IOException {
    final var loaded =
        Configs.loader().load(Configs.file(folder, "[general]\nhosts = [\"localhost\"]\n"));
    assertEquals("127.0.0.1:5222", loaded.settings().listeners().getFirst().where());
    assertEquals(
        List.of(
            "node.toml:1:1: no [[listen.c2s]]: listening on 127.0.0.1, ports 5222 and 5223, only"),
        Configs.plain(loaded.problems().warnings(), folder));
  }

  @Test
  void shouldGiveAHostTypeItsDomains() throws IOException {
    final NodeSettings settings =
        Configs.settings(
            Configs.file(
                folder,
                """
                [general]
                hosts = ["one.example"]
                host_types = ["games"]
                [[host_config]]
                host_type = "games"
                domains = ["a.example", "B.example"]
                [host_config.auth]
                scram_iterations = 5000
                channel_binding = false
                """));
    assertEquals("games", settings.hostTypeOf("b.example").name());
    assertEquals(5000, settings.hostTypeOf("a.example").plan().auth().iterations());
    assertFalse(settings.hostTypeOf("a.example").plan().auth().bindsChannels());
    assertTrue(settings.hostTypeOf("one.example").plan().auth().bindsChannels());
    assertEquals("one.example", settings.hostTypeOf("one.example").name());
  }
}
