// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.DatabaseSettings;
import io.ringtail.config.settings.DatabaseSettings.ClientTls;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.sql.PostgresSettings;
import io.ringtail.persistence.sql.PostgresSettings.VerifyMode;
import io.ringtail.persistence.sql.SqliteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the database the configuration names.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class Databases {
  private Databases() {}

  /** Opens it, migrating its schema if need be; the caller closes it. */
  public static Database open(final DatabaseSettings settings, final Path dataFolder) {
    return switch (settings) {
      case DatabaseSettings.Embedded embedded -> Database.open(SqliteSettings.in(dataFolder));
      case DatabaseSettings.Postgres postgres -> Database.open(adapt(postgres));
    };
  }

  private static PostgresSettings adapt(final DatabaseSettings.Postgres from) {
    final DatabaseSettings.Server server = from.server();
    return new PostgresSettings(
        new PostgresSettings.Server(server.host(), server.port(), server.database()),
        server.username(),
        server.password(),
        from.workers(),
        new PostgresSettings.Timeouts(
            Duration.ofMillis(from.callTimeoutMs()),
            Duration.ofMillis(from.queryTimeoutMs()),
            Duration.ofSeconds(from.keepaliveSeconds())),
        adapt(from.tls()));
  }

  private static PostgresSettings.Tls adapt(final ClientTls from) {
    if (from == null) {
      return PostgresSettings.Tls.OFF;
    }
    return new PostgresSettings.Tls(
        true,
        from.required(),
        from.verify() ? VerifyMode.PEER : VerifyMode.NONE,
        Optional.ofNullable(from.authorities()));
  }
}
