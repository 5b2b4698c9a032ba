// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Access classes and rules as MongooseIM's documentation describes them. */
class AccessRulesTest {
  private static AccessRules rules(final String... settings) {
    final List<String> all =
        new ArrayList<>(List.of("general.hosts=[\"localhost\", \"other.example\"]"));
    all.addAll(List.of(settings));
    final ConfigLoader.Loaded loaded =
        new ConfigLoader(List.of())
            .load(ConfigRequest.defaults().withSettings(all.toArray(String[]::new)));
    assertEquals(List.of(), loaded.problems().errors());
    return loaded.settings().hostTypeOf("localhost").access();
  }

  private static boolean inClass(final String pattern, final String jid) {
    return rules("acl.some=[" + pattern + "]", "access.rule=[{acl = \"some\", value = \"allow\"}]")
        .allows("rule", Jid.parse(jid));
  }

  @Test
  void shouldMatchAnyUserOfTheCurrentDomainWhenThePatternIsEmpty() {
    assertTrue(inClass("{}", "alice@localhost"));
    assertFalse(inClass("{}", "alice@other.example"));
  }

  @Test
  void shouldMatchUsersOfAnyHostedDomainWhenAsked() {
    assertTrue(inClass("{match = \"any_hosted_domain\"}", "alice@other.example"));
    assertFalse(inClass("{match = \"any_hosted_domain\"}", "alice@far.example"));
    assertTrue(inClass("{match = \"all\"}", "alice@far.example"));
    assertFalse(inClass("{match = \"none\"}", "alice@localhost"));
  }

  @Test
  void shouldMatchAUserNameExactly() {
    assertTrue(inClass("{user = \"Alice\"}", "alice@localhost/x"));
    assertFalse(inClass("{user = \"alice\"}", "alicia@localhost"));
  }

  @Test
  void shouldFindARegularExpressionInTheName() {
    assertTrue(inClass("{user_regexp = \"^a.*e\"}", "alice@localhost"));
    assertTrue(inClass("{user_regexp = \"lic\"}", "alice@localhost"));
    assertFalse(inClass("{user_regexp = \"^a.*e\"}", "bob@localhost"));
    assertTrue(inClass("{resource_regexp = '^res\\d+$'}", "bob@localhost/res12"));
  }

  @Test
  void shouldMatchAGlobAgainstTheWholeName() {
    assertTrue(inClass("{user_glob = \"a*e*\"}", "albert@localhost"));
    assertFalse(inClass("{user_glob = \"l?c\"}", "alice@localhost"));
    assertTrue(inClass("{resource_glob = \"res???\"}", "bob@localhost/res123"));
  }

  @Test
  void shouldWantEveryConditionOfAPattern() {
    assertFalse(inClass("{match = \"all\", user = \"alice\", server = \"x\"}", "alice@localhost"));
  }

  @Test
  void shouldTakeTheFirstClauseThatHoldsTheUser() {
    final AccessRules rules =
        rules(
            "acl.admin=[{user = \"alice\"}]",
            "access.max_user_sessions=[{acl = \"admin\", value = 50}, {acl = \"all\", value = 2}]");
    assertEquals(50, rules.maxSessions(Jid.parse("alice@localhost")));
    assertEquals(2, rules.maxSessions(Jid.parse("bob@localhost")));
  }

  @Test
  void shouldAllowTenSessionsWhenNoRuleSaysOtherwise() {
    assertEquals(10, rules().maxSessions(Jid.parse("bob@localhost")));
  }

  @Test
  void shouldDenyWhenNoClauseHoldsTheUser() {
    assertFalse(
        rules("access.c2s=[{acl = \"unknown\", value = \"allow\"}]")
            .allows("c2s", Jid.parse("bob@localhost")));
  }

  @Test
  void shouldNameWhatARuleGivesToEverybody() {
    assertEquals(
        "normal",
        AccessRules.everybodysValue(
            List.of(
                new AccessRules.Clause("admin", "none"), new AccessRules.Clause("all", "normal"))));
    assertEquals("deny", AccessRules.everybodysValue(List.of()));
  }
}
