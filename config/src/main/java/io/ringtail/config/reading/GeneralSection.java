// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.GeneralSettings;
import io.ringtail.handlers.spi.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares and reads {@code [general]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class GeneralSection {
  static final Key<String> LOGLEVEL =
      Key.of(
          "loglevel",
          Kinds.word(
              "none",
              "emergency",
              "alert",
              "critical",
              "error",
              "warning",
              "notice",
              "info",
              "debug",
              "all"),
          "warning",
          "How much is logged. Change if you look for a fault: `info` tells of every start and"
              + " stop, `debug` of every connection.");
  static final Key<String> LOG_FORMAT =
      Key.of(
          "log_format",
          Kinds.word("text", "json"),
          "text",
          "Form of each line of the log (ours). Change to `json` if a machine reads it.");
  static final Key<List<String>> HOSTS =
      Key.of(
          "hosts",
          Kinds.texts(),
          List.of(),
          "Domains this node serves. Each is a host type of its own.");
  static final Key<List<String>> HOST_TYPES =
      Key.of(
          "host_types",
          Kinds.texts(),
          List.of(),
          "Names for groups of domains with the same configuration; `[[host_config]]` gives each"
              + " its `domains`.");
  static final Key<String> DEFAULT_SERVER_DOMAIN =
      Key.of(
          "default_server_domain",
          Kinds.text(),
          null,
          "Domain that answers while a client has not named a known one; the first domain when"
              + " absent.");
  static final Key<String> LANGUAGE =
      Key.of("language", Kinds.text(), "en", "Must be `en`: the server's own texts are English.");
  static final Key<Long> REGISTRATION_TIMEOUT =
      Key.of(
              "registration_timeout",
              Kinds.limit(1, 86_400),
              600L,
              "`registration_timeout` of `mod_register`, where that has none; `\"infinity\"` for no"
                  + " limit.")
          .in("s");

  private static final String ONE_WRITER =
      "sessions live in the router's memory, there is no backend to choose";
  private static final String ROUTES = "every domain served here is routed here";

  static final Section SECTION =
      Section.of(
          "[general]",
          "What the node is called and whom it serves.",
          LOGLEVEL,
          LOG_FORMAT,
          HOSTS,
          HOST_TYPES,
          DEFAULT_SERVER_DOMAIN,
          LANGUAGE,
          REGISTRATION_TIMEOUT,
          Key.refused(
              "domain_certfile",
              "a listener shows one certificate in this version; put all names into it"),
          Key.ignored("hide_service_name", "RFC 6120 wants the stream error"),
          Key.ignored("sm_backend", ONE_WRITER),
          Key.ignored("s2s_backend", ONE_WRITER),
          Key.ignored("component_backend", ONE_WRITER),
          Key.ignored("replaced_wait_timeout", "a replaced session is gone at once"),
          Key.ignored("route_subdomains", ROUTES),
          Key.ignored("routing_modules", ROUTES),
          Key.ignored("http_server_name", "nothing is served over HTTP in this version"),
          Key.ignored("max_fsm_queue", "every queue of this node is bounded by itself"),
          Key.ignored("rdbms_server_type", "the database is PostgreSQL or SQLite"),
          Key.ignored("pgsql_users_number_estimate", "users are counted exactly"),
          Key.ignored("all_metrics_are_global", "see [perf] for metrics"),
          Key.ignored("mongooseimctl_access_commands", "the control socket is for its owner only"),
          Key.ignored("override", "the configuration file always decides"));

  /** {@code [host_config.general]}: all it may hold in MongooseIM changes nothing here. */
  static final Section FOR_HOST =
      Section.of(
          "[host_config.general]",
          "Accepted for MongooseIM's sake.",
          Key.ignored("replaced_wait_timeout", "a replaced session is gone at once"),
          Key.ignored("route_subdomains", ROUTES));

  private GeneralSection() {}

  /** MongooseIM has this key here, the feature has it as an option of its own. */
  static void registrationTimeout(final Values general, final Map<String, Options> modules) {
    if (general.has(REGISTRATION_TIMEOUT)) {
      final long seconds = general.get(REGISTRATION_TIMEOUT);
      modules.computeIfPresent(
          "mod_register",
          (name, options) -> {
            final Map<String, Object> values = new HashMap<>(options.values());
            values.putIfAbsent(
                REGISTRATION_TIMEOUT.name(), seconds == Kinds.INFINITY ? 0L : seconds);
            return new Options(values);
          });
    }
  }

  static GeneralSettings settings(
      final Values general, final String defaultDomain, final Reading reading) {
    if (!"en".equals(general.get(LANGUAGE))) {
      reading.warning(general, LANGUAGE, "changes nothing: the server's own texts are English");
    }
    return new GeneralSettings(general.get(LOGLEVEL), general.get(LOG_FORMAT), defaultDomain);
  }
}
