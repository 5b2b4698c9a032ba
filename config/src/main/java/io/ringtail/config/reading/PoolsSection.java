// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.DatabaseSettings;
import java.util.Locale;
import java.util.Map;

/**
 * Declares and reads {@code [outgoing_pools]}: a pool called {@code rdbms.default} makes PostgreSQL
 * the database.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class PoolsSection {
  /** The pool does not ask more often than this. */
  private static final long MIN_KEEPALIVE = 30;

  static final Key<String> SCOPE =
      Key.of(
          "scope",
          Kinds.word("global", "host_type", "host", "single_host", "single_host_type"),
          "global",
          "Must be `global`: one pool serves the whole node.");
  static final Key<Long> WORKERS =
      Key.of(
          "workers",
          Kinds.whole(1, 1_000),
          10L,
          "Largest number of connections. Change if queries wait while the database is idle.");
  static final Key<Long> CALL_TIMEOUT =
      Key.of(
              "call_timeout",
              Kinds.whole(250, 3_600_000),
              5_000L,
              "Longest wait for a free connection; the request is then answered `wait`.")
          .in("ms");
  static final Key<String> DRIVER =
      Key.required(
          "driver",
          Kinds.word("pgsql", "mysql", "odbc", "cockroachdb"),
          "Must be `pgsql`; the others are not available.");
  static final Key<String> HOST =
      Key.of("host", Kinds.text(), "localhost", "Name or address of the server.");
  static final Key<Long> PORT = Key.of("port", Kinds.whole(1, 65_535), 5_432L, "Its TCP port.");
  static final Key<String> DATABASE =
      Key.required("database", Kinds.text(), "Name of the database; it must exist.");
  static final Key<String> USERNAME =
      Key.required("username", Kinds.text(), "Role that owns the tables.");
  static final Key<String> PASSWORD =
      Key.of(
          "password",
          Kinds.secret(),
          "",
          "Its password; better `\"${file:/run/secrets/database}\"` than the password itself.");
  static final Key<Long> KEEPALIVE =
      Key.of(
              "keepalive_interval",
              Kinds.whole(0, 86_400),
              0L,
              "How often an idle connection is tried; 0 for never. Change if a load balancer cuts"
                  + " idle connections.")
          .in("s");
  static final Key<Long> QUERY_TIMEOUT =
      Key.of("query_timeout", Kinds.whole(100, 3_600_000), 5_000L, "Longest run of one statement.")
          .in("ms");
  static final Key<Boolean> TLS_REQUIRED =
      Key.of("required", Kinds.flag(), false, "Refuses a server that does not encrypt.");
  static final Key<String> TLS_VERIFY_MODE =
      Key.of(
          "verify_mode",
          Kinds.word("peer", "selfsigned_peer", "none"),
          null,
          "`peer` checks the server's certificate against `cacertfile` and the host's name,"
              + " `selfsigned_peer` against `cacertfile` only.");
  static final Key<Boolean> TLS_VERIFY_PEER =
      Key.of("verify_peer", Kinds.flag(), false, "Older form of `verify_mode = \"peer\"`.");
  static final Key<String> TLS_CACERTFILE =
      Key.of(
          "cacertfile",
          Kinds.file(),
          null,
          "PEM file with the authorities trusted; those of the JVM when absent.");
  private static final String BY_DRIVER = "the PostgreSQL driver decides";

  static final Section TLS_SECTION =
      Section.of(
          "[outgoing_pools.rdbms.default.connection.tls]",
          "Encryption towards the database.",
          TLS_REQUIRED,
          TLS_VERIFY_MODE,
          TLS_VERIFY_PEER,
          TLS_CACERTFILE,
          Key.refused("certfile", "our own certificate is not shown to the database"),
          Key.refused("keyfile", "our own certificate is not shown to the database"),
          Key.ignored("password", BY_DRIVER),
          Key.ignored("ciphers", BY_DRIVER),
          Key.ignored("versions", BY_DRIVER),
          Key.ignored("server_name_indication", BY_DRIVER),
          Key.ignored("server_name_indication_host", BY_DRIVER),
          Key.ignored("dhfile", BY_DRIVER));
  static final Key<Values> TLS =
      Key.of("tls", Tables.table(TLS_SECTION), null, "Encryption towards the database.");
  static final Section CONNECTION_SECTION =
      Section.of(
          "[outgoing_pools.rdbms.default.connection]",
          "Which database.",
          DRIVER,
          HOST,
          PORT,
          DATABASE,
          USERNAME,
          PASSWORD,
          KEEPALIVE,
          QUERY_TIMEOUT,
          TLS,
          Key.ignored("max_start_interval", "connections are retried with growing pauses"),
          Key.ignored("settings", "there is no ODBC here"));
  static final Key<Values> CONNECTION =
      Key.required("connection", Tables.table(CONNECTION_SECTION), "Which database.");
  static final Section POOL =
      Section.of(
          "[outgoing_pools.rdbms.default]",
          "PostgreSQL as the node's database; without this section it is SQLite in the data"
              + " folder.",
          SCOPE,
          WORKERS,
          CALL_TIMEOUT,
          CONNECTION,
          Key.ignored("strategy", "a free connection is taken"),
          Key.ignored("host", "one pool serves the whole node"),
          Key.ignored("host_type", "one pool serves the whole node"));
  static final Key<Map<String, Values>> RDBMS =
      Key.of("rdbms", Tables.named(Tables.table(POOL)), Map.of(), "SQL databases by tag.");

  private static final String UNUSED = "nothing uses such a pool in this version";

  static final Section SECTION =
      Section.of(
          "[outgoing_pools]",
          "Connections to other systems.",
          RDBMS,
          Key.refused("redis", UNUSED),
          Key.refused("http", UNUSED),
          Key.refused("cassandra", UNUSED),
          Key.refused("elastic", UNUSED),
          Key.refused("rabbit", UNUSED),
          Key.refused("ldap", UNUSED),
          Key.refused("riak", UNUSED));

  private PoolsSection() {}

  static DatabaseSettings settings(final Values pools, final Reading reading) {
    final Map<String, Values> rdbms = pools.get(RDBMS);
    for (final Map.Entry<String, Values> pool : rdbms.entrySet()) {
      if (!"default".equals(pool.getKey())) {
        final String text = " is not available: the node has one database, rdbms.default";
        reading.problems().error(pool.getValue().origin(), pool.getValue().path() + text);
      }
    }
    final Values pool = rdbms.get("default");
    return pool == null || !pool.has(CONNECTION)
        ? new DatabaseSettings.Embedded()
        : postgres(pool, pool.get(CONNECTION), reading);
  }

  private static DatabaseSettings postgres(
      final Values pool, final Values connection, final Reading reading) {
    if (!"global".equals(pool.get(SCOPE))) {
      reading.warning(pool, SCOPE, "changes nothing: one pool serves the whole node");
    }
    final String driver = connection.get(DRIVER);
    if (driver != null && !"pgsql".equals(driver)) {
      reading.error(
          connection, DRIVER, "= \"" + driver + "\" is not available: there is only \"pgsql\"");
    }
    return new DatabaseSettings.Postgres(
        new DatabaseSettings.Server(
            connection.get(HOST),
            connection.intOf(PORT),
            connection.get(DATABASE),
            connection.get(USERNAME),
            connection.get(PASSWORD)),
        pool.intOf(WORKERS),
        pool.get(CALL_TIMEOUT),
        connection.get(QUERY_TIMEOUT),
        keepalive(connection, reading),
        connection.has(TLS) ? tls(connection.get(TLS), reading) : null);
  }

  private static long keepalive(final Values connection, final Reading reading) {
    final long seconds = connection.get(KEEPALIVE);
    if (seconds > 0 && seconds < MIN_KEEPALIVE) {
      reading.warning(connection, KEEPALIVE, "is raised to " + MIN_KEEPALIVE + " s");
      return MIN_KEEPALIVE;
    }
    return seconds;
  }

  private static DatabaseSettings.ClientTls tls(final Values tls, final Reading reading) {
    final DatabaseSettings.Verify verify = verify(tls);
    if (verify != DatabaseSettings.Verify.NONE && !tls.get(TLS_REQUIRED)) {
      // Who can forge a certificate could as well forge the answer "no TLS here".
      reading.error(tls, TLS_REQUIRED, "must be true where the server's certificate is checked");
    }
    return new DatabaseSettings.ClientTls(
        tls.get(TLS_REQUIRED), verify, reading.file(tls, TLS_CACERTFILE));
  }

  private static DatabaseSettings.Verify verify(final Values tls) {
    if (tls.has(TLS_VERIFY_MODE)) {
      return DatabaseSettings.Verify.valueOf(tls.get(TLS_VERIFY_MODE).toUpperCase(Locale.ROOT));
    }
    return tls.get(TLS_VERIFY_PEER) ? DatabaseSettings.Verify.PEER : DatabaseSettings.Verify.NONE;
  }
}
