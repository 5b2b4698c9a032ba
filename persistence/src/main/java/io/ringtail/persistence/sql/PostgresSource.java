// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.SslMode;

/**
 * The PostgreSQL driver's properties for our settings.
 *
 * <p>Owner: the starting thread. Allocates: at start.
 */
final class PostgresSource {
  /** Beyond the server's own limit, so that the server's clearer answer comes first. */
  private static final int GRACE_SECONDS = 1;

  /** One attempt: however long callers may wait, a new attempt finds a server that came back. */
  private static final int MAX_CONNECT_SECONDS = 10;

  private PostgresSource() {}

  static PGSimpleDataSource of(final PostgresSettings settings) {
    final PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {settings.server().host()});
    source.setPortNumbers(new int[] {settings.server().port()});
    source.setDatabaseName(settings.server().database());
    source.setUser(settings.username());
    source.setPassword(settings.password());
    source.setApplicationName("ringtail");
    source.setTcpKeepAlive(true);
    final int connectSeconds =
        Math.min(MAX_CONNECT_SECONDS, seconds(settings.timeouts().connect()));
    source.setConnectTimeout(connectSeconds);
    source.setLoginTimeout(connectSeconds);
    source.setSocketTimeout(seconds(settings.timeouts().query()) + GRACE_SECONDS);
    applyTls(source, settings.tls());
    return source;
  }

  /** For one question that is to be answered within a second. */
  static PGSimpleDataSource hurried(final PostgresSettings settings) {
    final PGSimpleDataSource source = of(settings);
    source.setConnectTimeout(1);
    source.setLoginTimeout(1);
    source.setSocketTimeout(1);
    return source;
  }

  private static int seconds(final Duration duration) {
    return Math.toIntExact(Math.max(1, duration.plusMillis(999).toSeconds()));
  }

  private static void applyTls(final PGSimpleDataSource source, final PostgresSettings.Tls tls) {
    final SslMode mode = mode(tls);
    source.setSslMode(mode.value);
    if (mode.verifyCertificate()) {
      tls.caCertificates()
          .map(Path::toString)
          .ifPresentOrElse(
              source::setSslRootCert,
              () -> source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory"));
    }
  }

  static SslMode mode(final PostgresSettings.Tls tls) {
    if (!tls.wanted()) {
      return SslMode.DISABLE;
    }
    if (!tls.required()) {
      return SslMode.PREFER;
    }
    return switch (tls.verifyMode()) {
      case NONE -> SslMode.REQUIRE;
      case SELFSIGNED_PEER -> SslMode.VERIFY_CA;
      case PEER -> SslMode.VERIFY_FULL;
    };
  }
}
