// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import java.util.List;
import java.util.Map;

/**
 * What MongooseIM's configuration may say about modules beyond what our features declare.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
final class MongooseModules {
  private static final String LATER = "this module comes in a later version";

  /**
   * Modules that keep or change something people rely on: starting without them would lose it, so
   * the start is refused.
   */
  static final List<String> REFUSED =
      List.of(
          "mod_auth_token",
          "mod_domain_isolation",
          "mod_event_pusher",
          "mod_event_pusher_http",
          "mod_event_pusher_push",
          "mod_event_pusher_rabbit",
          "mod_event_pusher_sns",
          "mod_fast_auth_token",
          "mod_global_distrib",
          "mod_http_upload",
          "mod_inbox",
          "mod_jingle_sip",
          "mod_keystore",
          "mod_muc",
          "mod_muc_light",
          "mod_muc_log",
          "mod_offline_chatmarkers",
          "mod_offline_stub",
          "mod_privacy",
          "mod_pubsub",
          "mod_pubsub_old",
          "mod_push_service_mongoosepush",
          "mod_shared_roster_ldap",
          "mod_smart_markers",
          "mod_token_reconnection");

  /**
   * Modules whose absence every client can see and live with, since they are offered and then used:
   * the node starts and says that they are not there.
   */
  static final List<String> ABSENT =
      List.of(
          "mod_adhoc",
          "mod_amp",
          "mod_bind2",
          "mod_bosh",
          "mod_cache_users",
          "mod_caps",
          "mod_commands",
          "mod_extdisco",
          "mod_muc_commands",
          "mod_muc_light_commands",
          "mod_sasl2",
          "mod_sic",
          "mod_websockets");

  /** Modules under the name they had before. */
  static final Map<String, String> RENAMED = Map.of("mod_mam_meta", "mod_mam");

  private static final String ONE_ROUTER = "the router handles every IQ itself";
  private static final String ONE_DATABASE = "the node has one database for everything";
  private static final String ONE_FORM = "there is one form in the database";
  private static final String CACHED = "loaded accounts are cached anyway";

  /** Keys any module may have in MongooseIM. */
  private static final List<Key<?>> EVERYWHERE =
      List.of(
          Key.ignored("iqdisc", ONE_ROUTER),
          Key.ignored("backend", ONE_DATABASE),
          Key.ignored("async_writer", ONE_DATABASE),
          Key.ignored("cache", CACHED),
          Key.ignored("cache_users", CACHED),
          Key.ignored("cache_size", CACHED),
          Key.ignored("cache_life_time", CACHED));

  private static final List<Key<?>> MAM_EITHER =
      List.of(
          Key.ignored("same_mam_id_for_peers", "both sides have a message under the same id"),
          Key.ignored("user_prefs_store", "preferences are always kept"));

  private static final List<Key<?>> MAM_PM =
      joined(
          MAM_EITHER,
          List.of(Key.ignored("archive_groupchats", "there are no rooms in this version")));

  private static final List<Key<?>> MAM =
      joined(
          MAM_EITHER,
          List.of(
              Key.ignored("muc", "there are no rooms in this version"),
              Key.ignored("is_archivable_message", "code comes as a module of its own"),
              Key.ignored("send_message", "code comes as a module of its own"),
              Key.ignored("extra_fin_element", "code comes as a module of its own"),
              Key.ignored("extra_lookup_params", "code comes as a module of its own"),
              Key.ignored("db_jid_format", ONE_FORM),
              Key.ignored("db_message_format", ONE_FORM),
              Key.ignored("delete_domain_limit", "archives are always removed in small steps")));

  private static List<Key<?>> joined(final List<Key<?>> some, final List<Key<?>> more) {
    final List<Key<?>> all = new java.util.ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private static final Map<String, List<Key<?>>> OF_MODULE =
      Map.of(
          "mod_disco",
          List.of(
              Key.ignored("users_can_see_hidden_services", "there are no hidden services"),
              Key.ignored("extra_domains", "there are no external components in this version"),
              Key.ignored("urls", "use server_info"),
              Key.ignored("server_info", LATER)),
          "mod_mam",
          MAM,
          "mod_mam.pm",
          MAM_PM,
          "mod_register",
          List.of(
              Key.refused("access", "access rules do not decide here; use ip_access"),
              Key.ignored("registration_watchers", LATER)),
          "mod_roster",
          List.of(
              Key.ignored("versioning", "roster versions are always kept"),
              Key.ignored("store_current_id", "roster versions are always kept")),
          "mod_stream_management",
          List.of(
              Key.ignored("buffer", "what is sent is always kept until it is acknowledged"),
              Key.ignored("ack", "clients are always asked to acknowledge")),
          "mod_offline",
          List.of(
              Key.ignored(
                  "access_max_user_messages", "the rule max_user_offline_messages decides")),
          "mod_vcard",
          List.of(
              Key.ignored("host", "the user directory comes in a later version"),
              Key.ignored("search", "the user directory comes in a later version"),
              Key.ignored("matches", "the user directory comes in a later version"),
              Key.ignored("ldap", "LDAP comes in a later version")),
          "mod_version",
          List.of(Key.ignored("os_info", "the operating system is nobody's business")));

  private MongooseModules() {}

  /** Keys accepted in the module's section beyond those its feature declares. */
  static List<Key<?>> extraKeys(final String module) {
    return joined(OF_MODULE.getOrDefault(module, List.of()), EVERYWHERE);
  }

  /** The same for a table in the module's section, {@code mod_mam.pm}. */
  static List<Key<?>> extraKeysOfTable(final String path) {
    return OF_MODULE.getOrDefault(path, List.of());
  }
}
