// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.persistence.StorageStartException;
import io.ringtail.persistence.sql.PostgresSettings.Tls;
import io.ringtail.persistence.sql.PostgresSettings.VerifyMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS to a real PostgreSQL: what is verified, and that nothing is sent in clear where TLS is
 * required.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
@ExtendWith(WithPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresTlsTest {
  private EmbeddedPostgres withTls;
  private PemFiles ofServer;
  private PemFiles ofStranger;

  @BeforeAll
  void start(@TempDir final Path folder) throws Exception {
    ofServer = PemFiles.selfSigned(folder, "server", "localhost");
    ofStranger = PemFiles.selfSigned(folder, "stranger", "localhost");
    withTls =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", ofServer.certificate().toString())
            .setServerConfig("ssl_key_file", ofServer.key().toString())
            .start();
  }

  @AfterAll
  void stop() throws Exception {
    withTls.close();
  }

  private static Tls required(final VerifyMode mode, final PemFiles trusted) {
    return new Tls(true, true, mode, Optional.of(trusted.certificate()));
  }

  private PostgresSettings settings(final String host, final Tls tls) {
    return new PostgresSettings(
        new PostgresSettings.Server(host, withTls.getPort(), "postgres"),
        "postgres",
        "",
        2,
        PostgresSettings.Timeouts.DEFAULT,
        tls);
  }

  private static boolean isEncrypted(final PostgresSettings settings) throws SQLException {
    final String sql = "SELECT ssl::int FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    try (Connection connection = PostgresSource.of(settings).getConnection()) {
      return Jdbc.first(connection, sql, row -> row.getInt(1) == 1).orElseThrow();
    }
  }

  private static void assertRefused(final PostgresSettings settings) {
    assertThrows(StorageStartException.class, () -> Database.open(settings).close());
  }

  @Test
  void shouldVerifyCertificateAndName() throws SQLException {
    final PostgresSettings settings = settings("localhost", required(VerifyMode.PEER, ofServer));

    try (Database database = Database.open(settings)) {
      database.check();
    }
    assertTrue(isEncrypted(settings));
  }

  @Test
  void shouldRefuseACertificateForAnotherName() {
    assertRefused(settings("127.0.0.1", required(VerifyMode.PEER, ofServer)));
  }

  @Test
  void shouldNotLookAtTheNameOfASelfSignedPeer() throws SQLException {
    assertTrue(isEncrypted(settings("127.0.0.1", required(VerifyMode.SELFSIGNED_PEER, ofServer))));
  }

  @Test
  void shouldRefuseACertificateNobodyTrustedSigned() {
    assertRefused(settings("localhost", required(VerifyMode.PEER, ofStranger)));
    assertRefused(settings("localhost", required(VerifyMode.SELFSIGNED_PEER, ofStranger)));
  }

  @Test
  void shouldRefuseASelfSignedCertificateWithoutAFileThatNamesIt() {
    final Tls jvmTrust = new Tls(true, true, VerifyMode.PEER, Optional.empty());

    assertRefused(settings("localhost", jvmTrust));
  }

  @Test
  void shouldEncryptWithoutVerifyingWhenToldSo() throws SQLException {
    final Tls unverified = new Tls(true, true, VerifyMode.NONE, Optional.empty());

    assertTrue(isEncrypted(settings("localhost", unverified)));
  }

  @Test
  void shouldEncryptWhenOfferedThoughNotRequired() throws SQLException {
    final Tls optional = new Tls(true, false, VerifyMode.PEER, Optional.empty());

    assertTrue(isEncrypted(settings("localhost", optional)));
    assertFalse(isEncrypted(settings("localhost", Tls.OFF)));
  }

  @Test
  void shouldRefuseAServerWithoutTlsWhenItIsRequired(final PostgresServer plain) {
    final PostgresSettings without = plain.settings("postgres", PostgresSettings.Timeouts.DEFAULT);
    final PostgresSettings with =
        new PostgresSettings(
            without.server(),
            without.username(),
            without.password(),
            without.workers(),
            without.timeouts(),
            new Tls(true, true, VerifyMode.NONE, Optional.empty()));

    assertRefused(with);
  }

  @Test
  void shouldNotPrintThePassword() {
    final PostgresSettings settings = settings("localhost", Tls.OFF);
    final PostgresSettings secret =
        new PostgresSettings(
            settings.server(), "romeo", "hunter2", 1, settings.timeouts(), settings.tls());

    assertFalse(secret.toString().contains("hunter2"));
  }
}
