// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.ScramHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Declares and reads {@code [auth]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class AuthSection {
  private static final Map<String, ScramHash> HASHES =
      ordered(
          List.of("sha", "sha256", "sha512"),
          List.of(ScramHash.SHA_1, ScramHash.SHA_256, ScramHash.SHA_512));
  private static final Map<String, String> MECHANISMS =
      ordered(
          List.of("scram_sha512", "scram_sha256", "scram_sha1", "plain"),
          List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"));
  private static final String LATER = "this method comes in a later version; there is `internal`";

  static final Key<List<String>> METHODS =
      Key.of(
          "methods",
          Kinds.words(
              "internal",
              "rdbms",
              "external",
              "anonymous",
              "ldap",
              "jwt",
              "riak",
              "http",
              "pki",
              "dummy"),
          List.of("internal"),
          "Where accounts are looked up. `internal` and `rdbms` both mean the node's own"
              + " database; the others are not available in this version.");
  static final Key<List<String>> SASL_MECHANISMS =
      Key.of(
          "sasl_mechanisms",
          Kinds.words(
              "scram_sha512_plus",
              "scram_sha512",
              "scram_sha384_plus",
              "scram_sha384",
              "scram_sha256_plus",
              "scram_sha256",
              "scram_sha224_plus",
              "scram_sha224",
              "scram_sha1_plus",
              "scram_sha1",
              "plain",
              "anonymous",
              "oauth",
              "external",
              "digest"),
          List.of("scram_sha512", "scram_sha256", "scram_sha1", "plain"),
          "SASL mechanisms in the order advertised. The `_plus` forms follow by themselves where"
              + " TLS can bind the channel.");
  static final Key<Boolean> CHANNEL_BINDING =
      Key.of(
          "channel_binding",
          Kinds.flag(),
          true,
          "Offers the `_plus` forms, which tell a client that somebody else reads along (ours)."
              + " Change to false if clients cannot log in by SCRAM because they know no binding"
              + " type but `tls-unique`, which TLS 1.3 does not have, and do not look at what is"
              + " offered (XEP-0440): slixmpp 1.8 is one.");
  static final Key<Long> SCRAM_ITERATIONS =
      Key.of(
          "scram_iterations",
          Kinds.whole(4_096, 10_000_000),
          10_000L,
          "Rounds of the password hash. More is slower for thieves and for every log-in alike.");
  static final Key<String> FORMAT =
      Key.of(
          "format",
          Kinds.word("scram", "plain"),
          "scram",
          "How passwords are stored. Change to `plain` for test accounts only: it imports"
              + " thousands per second and shows every password to a thief.");
  static final Key<List<String>> HASH =
      Key.of(
          "hash",
          Kinds.words("sha", "sha224", "sha256", "sha384", "sha512"),
          List.of("sha", "sha256", "sha512"),
          "Hashes kept for each password; clients can use the SCRAM mechanisms of these only.");
  static final Section PASSWORD_SECTION =
      Section.of("[auth.password]", "How passwords are stored.", FORMAT, HASH);
  static final Key<Values> PASSWORD =
      Key.of("password", Tables.table(PASSWORD_SECTION), null, "How passwords are stored.");

  static final Section SECTION =
      Section.of(
          "[auth]",
          "How accounts prove themselves.",
          METHODS,
          SASL_MECHANISMS,
          CHANNEL_BINDING,
          SCRAM_ITERATIONS,
          PASSWORD,
          Key.ignored("internal", "accounts are in the node's own database"),
          Key.ignored("rdbms", "accounts are in the node's own database"),
          Key.ignored("max_users_per_domain", "accounts are not counted in this version"),
          Key.refused("sasl_external", "client certificates come in a later version"),
          Key.refused("cyrsasl_external", "client certificates come in a later version"),
          Key.refused("ldap", LATER),
          Key.refused("http", LATER),
          Key.refused("jwt", LATER),
          Key.refused("external", LATER),
          Key.refused("anonymous", LATER),
          Key.refused("pki", LATER),
          Key.refused("dummy", LATER),
          Key.refused("riak", LATER));

  private AuthSection() {}

  static AuthSettings settings(final Values auth, final Reading reading) {
    methods(auth, METHODS, reading);
    if (auth.get(METHODS).isEmpty()) {
      reading.error(auth, METHODS, "is empty: nobody could log in");
    }
    final Values password =
        auth.has(PASSWORD)
            ? auth.get(PASSWORD)
            : new Values(auth.path() + ".password", auth.origin(), Map.of(), Map.of());
    return new AuthSettings(
        AuthSettings.Format.valueOf(password.get(FORMAT).toUpperCase(java.util.Locale.ROOT)),
        hashes(password, reading),
        auth.intOf(SCRAM_ITERATIONS),
        mechanisms(auth, reading),
        auth.get(CHANNEL_BINDING));
  }

  /** Methods this version has; the others are refused one by one. */
  static void methods(final Values values, final Key<List<String>> key, final Reading reading) {
    for (final String method : values.get(key)) {
      if (!"internal".equals(method) && !"rdbms".equals(method)) {
        reading.error(values, key, "\"" + method + "\" is not available: " + LATER);
      }
    }
  }

  private static List<ScramHash> hashes(final Values password, final Reading reading) {
    final Set<ScramHash> hashes = new java.util.TreeSet<>();
    for (final String hash : password.get(HASH)) {
      if (HASHES.containsKey(hash)) {
        hashes.add(HASHES.get(hash));
      } else {
        reading.warning(password, HASH, "\"" + hash + "\" is left out: no client speaks it");
      }
    }
    if (hashes.isEmpty()) {
      reading.error(password, HASH, "leaves no hash to store; use " + HASHES.keySet());
    }
    return new ArrayList<>(hashes);
  }

  private static List<String> mechanisms(final Values auth, final Reading reading) {
    final Set<String> mechanisms = new LinkedHashSet<>();
    for (final String word : auth.get(SASL_MECHANISMS)) {
      final String mechanism = MECHANISMS.get(word.replaceAll("_plus$", ""));
      if (mechanism == null) {
        reading.warning(
            auth, SASL_MECHANISMS, "\"" + word + "\" is left out: not available in this version");
      } else {
        mechanisms.add(mechanism);
      }
    }
    if (mechanisms.isEmpty()) {
      reading.error(auth, SASL_MECHANISMS, "leaves no mechanism: nobody could log in");
    }
    return new ArrayList<>(mechanisms);
  }

  private static <T> Map<String, T> ordered(final List<String> words, final List<T> values) {
    final Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      map.put(words.get(i), values.get(i));
    }
    return java.util.Collections.unmodifiableMap(map);
  }
}
