// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is named with its place and its mend, all of them together. */
class ConfigProblemsTest {
  private static final String HEAD = "[general]\nhosts = [\"localhost\"]\n";

  @TempDir Path folder;

  private void assertError(final String expected, final String text) throws IOException {
    assertEquals(List.of(expected), Configs.errors(folder, HEAD + text));
  }

  @Test
  void shouldNameTheNearestKeyWhenAKeyIsUnknown() throws IOException {
    assertError(
        "node.toml:3:1: unknown key general.loglvel; did you mean 'loglevel'?",
        "loglvel = \"info\"");
  }

  @Test
  void shouldNameTheNearestSectionWhenASectionIsUnknown() throws IOException {
    assertError("node.toml:3:1: unknown key modles; did you mean 'modules'?", "[modles]");
  }

  @Test
  void shouldReportAllProblemsTogetherInTheOrderOfTheFile() throws IOException {
    final List<String> errors =
        Configs.errors(
            folder,
            """
            [general]
            hosts = ["localhost"]
            lang = "en"
            loglevel = "loud"
            [[listen.c2s]]
            port = 70000
            [auth]
            scram_iterations = "many"
            """);
    assertEquals(4, errors.size(), errors.toString());
    assertEquals(
        "node.toml:3:1: unknown key general.lang; did you mean 'language'?", errors.getFirst());
    assertTrue(errors.get(1).startsWith("node.toml:4:1: general.loglevel is \"loud\", not one of"));
    assertEquals(
        "node.toml:6:1: listen.c2s[0].port is 70000, out of range: a whole number, 0 to 65535",
        errors.get(2));
    assertEquals(
        "node.toml:8:1: auth.scram_iterations must be a whole number, 4096 to 10000000, not a"
            + " text",
        errors.get(3));
  }

  @Test
  void shouldReportASyntaxErrorWithItsPlace() throws IOException {
    final List<String> errors = Configs.errors(folder, HEAD + "language = \n");
    assertTrue(errors.getFirst().startsWith("node.toml:3:"), errors.toString());
    assertTrue(errors.getFirst().contains("not TOML"), errors.toString());
  }

  @Test
  void shouldRefuseAFileThatDoesNotExist() {
    final Path missing = folder.resolve("absent.toml");
    final var loaded = Configs.loader().load(ConfigRequest.of(missing));
    assertEquals(
        List.of("absent.toml: does not exist"), Configs.plain(loaded.problems().errors(), folder));
  }

  @Test
  void shouldRefuseAConfigurationWithoutAnyDomain() throws IOException {
    final List<String> errors = Configs.errors(folder, "[general]\nloglevel = \"info\"\n");
    assertEquals(
        List.of("node.toml:1:1: general.hosts is missing: list at least one domain to serve"),
        errors);
  }

  @Test
  void shouldRefuseADefaultDomainThatIsNotServed() throws IOException {
    assertError(
        "node.toml:3:1: general.default_server_domain \"localhots\" is not among the domains"
            + " served; did you mean 'localhost'?",
        "default_server_domain = \"localhots\"");
  }

  @Test
  void shouldRefuseAnUndefinedAccessRule() throws IOException {
    assertError(
        "node.toml:5:1: listen.c2s[0].access = \"c2c\" names no rule of [access]; did you mean"
            + " 'c2s'?",
        """
        [[listen.c2s]]
        port = 5222
        access = "c2c"
        [access]
        c2s = [{acl = "all", value = "allow"}]
        """);
  }

  @Test
  void shouldRefuseAnUndefinedShaper() throws IOException {
    assertError(
        "node.toml:5:1: listen.c2s[0].shaper = \"c2s_shaper\": its value \"norml\" is no [shaper];"
            + " did you mean 'normal'?",
        """
        [[listen.c2s]]
        port = 5222
        shaper = "c2s_shaper"
        [shaper.normal]
        max_rate = 1000
        [access]
        c2s_shaper = [{acl = "all", value = "norml"}]
        """);
  }

  @Test
  void shouldRefuseHostConfigForADomainThatIsNotServed() throws IOException {
    assertError(
        "node.toml:4:1: host_config[0].host \"localhorst\" is not in general.hosts; did you mean"
            + " 'localhost'?",
        """
        [[host_config]]
        host = "localhorst"
        [host_config.modules.mod_ping]
        """);
  }

  @Test
  void shouldRefuseHostConfigForAHostTypeThatIsNotDefined() throws IOException {
    assertError(
        "node.toml:4:1: host_config[0].host_type \"games\" is not in general.host_types",
        """
        [[host_config]]
        host_type = "games"
        """);
  }

  @Test
  void shouldRefuseAModuleOfALaterVersion() throws IOException {
    assertError(
        "node.toml:3:1: modules.mod_muc is not available: this module comes in a later version",
        "[modules.mod_muc]");
  }

  @Test
  void shouldNameTheNearestModuleWhenAModuleIsUnknown() throws IOException {
    assertError(
        "node.toml:3:1: unknown key modules.mod_pingg; did you mean 'mod_ping'?",
        "[modules.mod_pingg]");
  }

  @Test
  void shouldRefuseAnOptionThatTheModuleDoesNotHave() throws IOException {
    assertError(
        "node.toml:4:1: unknown key modules.mod_ping.timeuot; did you mean 'timeout'?",
        "[modules.mod_ping]\ntimeuot = 3");
  }

  @Test
  void shouldRefuseAnOptionOutOfItsRange() throws IOException {
    assertError(
        "node.toml:4:1: modules.mod_ping.timeout is 61, out of range: a whole number, 1 to 60",
        "[modules.mod_ping]\ntimeout = 61");
  }

  @Test
  void shouldRefuseAWordThatAListMayNotHold() throws IOException {
    assertError(
        "node.toml:4:20: modules.mod_ping.sides[1] is \"servr\", not one of \"client\", \"server\";"
            + " did you mean 'server'?",
        "[modules.mod_ping]\nsides = [\"client\", \"servr\"]");
  }

  @Test
  void shouldRefuseAnAuthenticationMethodOfALaterVersion() throws IOException {
    assertError(
        "node.toml:4:1: auth.methods \"ldap\" is not available: this method comes in a later"
            + " version; there is `internal`",
        "[auth]\nmethods = [\"internal\", \"ldap\"]");
  }

  @Test
  void shouldRefuseADatabaseOtherThanPostgres() throws IOException {
    assertError(
        "node.toml:4:1: outgoing_pools.rdbms.default.connection.driver = \"mysql\" is not"
            + " available: there is only \"pgsql\"",
        """
        [outgoing_pools.rdbms.default.connection]
        driver = "mysql"
        database = "d"
        username = "u"
        """);
  }

  @Test
  void shouldRefuseASecondPoolOfTheSameKind() throws IOException {
    assertError(
        "node.toml:3:1: outgoing_pools.rdbms.archive is not available: the node has one database,"
            + " rdbms.default",
        """
        [outgoing_pools.rdbms.archive]
        [outgoing_pools.rdbms.archive.connection]
        driver = "pgsql"
        database = "d"
        username = "u"
        """);
  }

  @Test
  void shouldRefuseListenersOfALaterVersion() throws IOException {
    assertError(
        "node.toml:3:1: listen.http is not available: BOSH, WebSocket and HTTP APIs come in a"
            + " later version",
        "[[listen.http]]\nport = 5280\n[[listen.c2s]]\nport = 5222\n");
  }

  @Test
  void shouldRefuseSectionsOfALaterVersion() throws IOException {
    assertError(
        "node.toml:3:1: cluster is not available: this section comes with clustering",
        "[cluster]\nname = \"us\"");
  }

  @Test
  void shouldRefuseToWaitForASyncThatNeverComes() throws IOException {
    assertError(
        "node.toml:5:1: journal.ack = \"synced\" would never come with sync = \"none\"",
        "[journal]\nsync = \"none\"\nack = \"synced\"");
  }

  @Test
  void shouldRefuseAMissingMandatoryKey() throws IOException {
    assertError("node.toml:3:1: listen.c2s[0].port is missing", "[[listen.c2s]]\nbacklog = 100\n");
  }

  @Test
  void shouldRefuseTwoListenersOnOneSocket() throws IOException {
    assertError(
        "node.toml:6:1: listen.c2s[1].port is taken by listen.c2s[0] already",
        "[[listen.c2s]]\nport = 5222\n[[listen.c2s]]\nport = 5222\n");
  }

  @Test
  void shouldRefuseACertificateThatCannotBeRead() throws IOException {
    assertEquals(
        List.of("node.toml:5:1: listen.c2s[0].tls.certfile: cannot read the file server.pem"),
        Configs.errors(
                folder, HEAD + "[[listen.c2s]]\nport = 5222\ntls.certfile = \"server.pem\"\n")
            .stream()
            .map(error -> error.replaceAll("node.toml:5:[0-9]+", "node.toml:5:1"))
            .toList());
  }

  @Test
  void shouldRefuseAnAddressThatIsAName() throws IOException {
    assertError(
        "node.toml:5:1: listen.c2s[0].ip_address is \"localhost\", not an IP address",
        "[[listen.c2s]]\nport = 5222\nip_address = \"localhost\"\n");
  }

  @Test
  void shouldRefuseABrokenRegularExpression() throws IOException {
    final List<String> errors =
        Configs.errors(folder, HEAD + "[acl]\nbad = [{user_regexp = \"(\"}]\n");
    assertEquals(1, errors.size());
    assertTrue(errors.getFirst().contains("acl.bad[0].user_regexp is no regular expression"));
  }

  @Test
  void shouldRefuseARingThatIsNoPowerOfTwo() throws IOException {
    assertError(
        "node.toml:4:1: ring.size is 5000, not a power of two from 64 on; use 4096",
        "[ring]\nsize = 5000");
  }

  @Test
  void shouldWarnOfKeysThatChangeNothing() throws IOException {
    final List<String> warnings =
        Configs.warnings(
            folder,
            HEAD + "sm_backend = \"mnesia\"\n[internal_databases.mnesia]\n[listen]\nc2s = []\n");
    assertEquals(
        List.of(
            "node.toml:3:1: general.sm_backend changes nothing: sessions live in the router's"
                + " memory, there is no backend to choose",
            "node.toml:4:1: internal_databases changes nothing: there is neither Mnesia nor CETS"
                + " here"),
        warnings);
  }

  @Test
  void shouldWarnOfAnOldNameAndReadIt() throws IOException {
    final List<String> warnings =
        Configs.warnings(folder, HEAD + "[[listen.c2s]]\nport = 5222\nc2s_state_timeout = 7\n");
    assertEquals(
        List.of(
            "node.toml:5:1: listen.c2s[0].c2s_state_timeout is now called"
                + " listen.c2s[0].state_timeout"),
        warnings);
  }
}
