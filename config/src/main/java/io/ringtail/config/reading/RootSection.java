// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import java.util.List;
import java.util.Map;

/**
 * The whole file: every section there is.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
final class RootSection {
  static final Key<Values> GENERAL = section("general", GeneralSection.SECTION);
  static final Key<Values> LISTEN = section("listen", ListenSection.SECTION);
  static final Key<Values> AUTH = section("auth", AuthSection.SECTION);
  static final Key<Values> POOLS = section("outgoing_pools", PoolsSection.SECTION);
  static final Key<Values> RING = section("ring", RingSection.SECTION);
  static final Key<Values> LOGINS = section("logins", LoginsSection.SECTION);
  static final Key<Values> JOURNAL = section("journal", JournalSection.SECTION);
  static final Key<Values> PERF = section("perf", PerfSection.SECTION);
  static final Key<Map<String, Values>> SHAPER =
      Key.of(
          "shaper",
          Tables.named(Tables.table(AccessSection.SHAPER)),
          Map.of(),
          "Named limits of the rate a client may send at.");
  static final Key<Map<String, List<Values>>> ACL =
      Key.of("acl", AccessSection.ACLS, Map.of(), "Classes of users.");
  static final Key<Map<String, List<Values>>> ACCESS =
      Key.of("access", AccessSection.RULES, Map.of(), "Rules.");

  static final Key<String> HOST =
      Key.of("host", Kinds.text(), null, "Domain of `general.hosts` this is about.");
  static final Key<String> HOST_TYPE =
      Key.of("host_type", Kinds.text(), null, "Name of `general.host_types` this is about.");
  static final Key<List<String>> DOMAINS =
      Key.of("domains", Kinds.texts(), List.of(), "Domains of the host type (ours).");

  final Key<Values> modules;
  final Key<List<Values>> hostConfig;
  final Section section;

  RootSection(final ModulesSection features) {
    this.modules = section("modules", features.section());
    this.hostConfig =
        Key.of("host_config", Tables.tables(host()), List.of(), "What differs for one domain.");
    this.section = root();
  }

  private Section root() {
    return Section.of(
        "",
        "",
        GENERAL,
        LISTEN,
        AUTH,
        POOLS,
        modules,
        SHAPER,
        ACL,
        ACCESS,
        hostConfig,
        RING,
        LOGINS,
        JOURNAL,
        PERF,
        Key.ignored("internal_databases", "there is neither Mnesia nor CETS here"),
        Key.ignored("services", "this version has none of MongooseIM's services"),
        Key.ignored("instrumentation", "see [perf] for metrics"),
        Key.ignored("s2s", "connections to other servers come in a later version"),
        Key.refused("cluster", "this section comes with clustering"));
  }

  private Section host() {
    return Section.of(
        "[[host_config]]",
        "What differs for one domain or host type. `auth` and `modules` replace the global section"
            + " entirely; patterns of `acl` are added; clauses of `access` are added, before a"
            + " final clause that allows everybody.",
        HOST,
        HOST_TYPE,
        DOMAINS,
        section("general", GeneralSection.FOR_HOST),
        AUTH,
        modules,
        ACL,
        ACCESS,
        Key.ignored("s2s", "connections to other servers come in a later version"),
        Key.refused("shaper", "shapers are defined once for the node; name them in access"),
        Key.refused("outgoing_pools", "the node has one database, rdbms.default"));
  }

  private static Key<Values> section(final String name, final Section section) {
    return Key.of(name, Tables.table(section), null, section.help());
  }
}
