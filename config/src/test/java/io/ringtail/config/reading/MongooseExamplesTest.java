// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.settings.AccessRules;
import io.ringtail.config.settings.DatabaseSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.settings.TlsSettings;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.spi.Options;
import io.ringtail.parser.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configuration files in the shape MongooseIM documents load unchanged. */
class MongooseExamplesTest {
  @Test
  void shouldServeOneStaticDomain() {
    final NodeSettings settings = Configs.settings(Configs.resource("one-static-domain.toml"));
    assertEquals(List.of("chat.example.com"), settings.domains());
    assertEquals("chat.example.com", settings.general().defaultDomain());
    assertEquals("chat.example.com", settings.hostTypeOf("chat.example.com").name());
    assertEquals("warning", settings.general().logLevel());
  }

  @Test
  void shouldServeSeveralStaticDomainsEachAsItsOwnHostType() {
    final NodeSettings settings = Configs.settings(Configs.resource("several-static-domains.toml"));
    assertEquals(List.of("one.example", "two.example", "three.example"), settings.domains());
    assertEquals(3, settings.hostTypes().size());
  }

  @Test
  void shouldReplaceAuthOfOneHostEntirely() {
    final NodeSettings settings = Configs.settings(Configs.resource("several-static-domains.toml"));
    assertEquals(10_000, settings.hostTypeOf("one.example").plan().auth().iterations());
    final AuthSettings own = settings.hostTypeOf("two.example").plan().auth();
    assertEquals(40_000, own.iterations());
    assertEquals(List.of(ScramHash.SHA_256), own.hashes());
  }

  @Test
  void shouldReplaceModulesOfOneHostEntirely() {
    final NodeSettings settings = Configs.settings(Configs.resource("several-static-domains.toml"));
    assertEquals(
        List.of("mod_disco", "mod_presence", "mod_roster"),
        List.copyOf(settings.hostTypeOf("one.example").plan().modules().keySet()));
    assertEquals(
        List.of("mod_disco", "mod_stream_management"),
        List.copyOf(settings.hostTypeOf("two.example").plan().modules().keySet()));
  }

  @Test
  void shouldInsertAccessClausesOfAHostBeforeTheFinalAllow() {
    final NodeSettings settings = Configs.settings(Configs.resource("several-static-domains.toml"));
    final AccessRules rules = settings.hostTypeOf("two.example").access();
    assertEquals(
        List.of(
            new AccessRules.Clause("admin", "allow"),
            new AccessRules.Clause("blocked", "deny"),
            new AccessRules.Clause("all", "allow")),
        rules.rules().get("c2s"));
  }

  @Test
  void shouldUniteAccessClassesOfAHostWithTheGlobalOnes() {
    final NodeSettings settings = Configs.settings(Configs.resource("several-static-domains.toml"));
    final AccessRules two = settings.hostTypeOf("two.example").access();
    assertFalse(two.allows("c2s", Jid.parse("spammer@two.example")));
    assertFalse(two.allows("c2s", Jid.parse("pest@two.example")));
    assertTrue(two.allows("c2s", Jid.parse("alice@two.example")));
    final AccessRules one = settings.hostTypeOf("one.example").access();
    assertTrue(one.allows("c2s", Jid.parse("pest@one.example")));
  }

  @Test
  void shouldReadAuthMethodsAndPasswordOptions() {
    final NodeSettings settings = Configs.settings(Configs.resource("auth-methods.toml"));
    final AuthSettings auth = settings.hostTypeOf("localhost").plan().auth();
    assertEquals(AuthSettings.Format.SCRAM, auth.format());
    assertEquals(List.of(ScramHash.SHA_256, ScramHash.SHA_512), auth.hashes());
    assertEquals(List.of("SCRAM-SHA-256", "PLAIN"), auth.mechanisms());
    assertEquals(20_000, auth.iterations());
  }

  @Test
  void shouldTakePostgresWhereAPoolIsConfigured() {
    final NodeSettings settings = Configs.settings(Configs.resource("rdbms-pool.toml"));
    final DatabaseSettings.Postgres database = (DatabaseSettings.Postgres) settings.database();
    assertEquals(
        new DatabaseSettings.Server(
            "database.internal", 5432, "mongooseim", "mongooseim", "mongooseim_secret"),
        database.server());
    assertEquals(5, database.workers());
    assertEquals(30, database.keepaliveSeconds());
    assertTrue(database.tls().required());
    assertEquals(DatabaseSettings.Verify.NONE, database.tls().verify());
  }

  @Test
  void shouldReadAListenerWithOldAndNewNames() {
    final NodeSettings settings = Configs.settings(Configs.resource("c2s-listener.toml"));
    assertEquals(2, settings.listeners().size());
    assertEquals(10_000, settings.listeners().getFirst().limits().stateTimeoutMs());
    assertEquals("0.0.0.0:5222", settings.listeners().getFirst().where());
    assertEquals(TlsSettings.Mode.DIRECT, settings.listeners().getLast().tls().mode());
    final AccessRules rules = settings.hostTypeOf("localhost").access();
    assertEquals("normal", rules.shaper("c2s_shaper", Jid.parse("alice@localhost")));
  }

  @Test
  void shouldListenWhereOnlyAPortIsGiven() {
    final NodeSettings settings = Configs.settings(Configs.resource("c2s-port-only.toml"));
    assertEquals("0.0.0.0:5222", settings.listeners().getFirst().where());
    assertEquals(5_000, settings.listeners().getFirst().limits().stateTimeoutMs());
    assertEquals(65_536, settings.listeners().getFirst().limits().maxStanzaBytes());
  }

  @Test
  void shouldReadAnArchiveUnderItsOlderNameToo() {
    final ConfigLoader.Loaded loaded =
        new ConfigLoader(io.ringtail.handlers.router.HostTypes.discover())
            .load(Configs.resource("archive.toml"));
    assertEquals("[]", loaded.problems().errors().toString());
    final NodeSettings settings = loaded.settings();
    final Options current = settings.hostTypeOf("one.example").plan().modules().get("mod_mam");
    assertEquals(10L, current.values().get("max_result_limit"));
    assertEquals(true, current.values().get("pm.archive_chat_markers"));
    final Options older = settings.hostTypeOf("two.example").plan().modules().get("mod_mam");
    assertEquals(false, older.values().get("full_text_search"));
  }
}
