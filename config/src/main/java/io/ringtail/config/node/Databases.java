// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.DatabaseSettings;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.sql.PostgresSettings;
import io.ringtail.persistence.sql.SqliteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the database the settings name.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class Databases {
  private Databases() {}

  /**
   * As {@link Database#open}.
   *
   * @param dataFolder where the embedded database lives; its lock is held by the caller
   */
  public static Database open(final DatabaseSettings settings, final Path dataFolder) {
    return switch (settings) {
      case DatabaseSettings.Embedded embedded -> Database.open(SqliteSettings.in(dataFolder));
      case DatabaseSettings.Postgres postgres -> Database.open(postgres(postgres));
    };
  }

  static PostgresSettings postgres(final DatabaseSettings.Postgres settings) {
    final DatabaseSettings.Server server = settings.server();
    return new PostgresSettings(
        new PostgresSettings.Server(server.host(), server.port(), server.database()),
        server.username(),
        server.password(),
        settings.workers(),
        new PostgresSettings.Timeouts(
            Duration.ofMillis(settings.callTimeoutMs()),
            Duration.ofMillis(settings.queryTimeoutMs()),
            Duration.ofSeconds(settings.keepaliveSeconds())),
        tls(settings.tls()));
  }

  private static PostgresSettings.Tls tls(final DatabaseSettings.ClientTls tls) {
    return tls == null
        ? PostgresSettings.Tls.OFF
        : new PostgresSettings.Tls(
            true,
            tls.required(),
            switch (tls.verify()) {
              case NONE -> PostgresSettings.VerifyMode.NONE;
              case SELFSIGNED_PEER -> PostgresSettings.VerifyMode.SELFSIGNED_PEER;
              case PEER -> PostgresSettings.VerifyMode.PEER;
            },
            Optional.ofNullable(tls.authorities()));
  }
}
