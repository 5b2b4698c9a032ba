// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code [outgoing_pools.rdbms.default]} with {@code driver = "pgsql"}.
 *
 * @param server where it listens
 * @param username who logs in
 * @param password with what; never printed
 * @param workers connections in the pool
 * @param timeouts how long anything may take
 * @param tls how the connection is protected
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record PostgresSettings(
    Server server, String username, String password, int workers, Timeouts timeouts, Tls tls)
    implements DatabaseSettings {
  public static final int DEFAULT_PORT = 5432;
  public static final int DEFAULT_WORKERS = 10;

  /** {@code host}, {@code port} and {@code database}. */
  public record Server(String host, int port, String database) {}

  /**
   * The longest a call waits is {@code connect} for a connection and then {@code query} for each of
   * its few statements; a server that does not answer at all is given up after {@code query} and a
   * second, once.
   *
   * @param connect for a connection, from the pool or new; at least 250 ms
   * @param query {@code query_timeout}, for one statement; at least 100 ms
   * @param keepAlive {@code keepalive_interval}, at least 30 s; zero for none
   */
  public record Timeouts(Duration connect, Duration query, Duration keepAlive) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO);
  }

  /** {@code tls.verify_mode}. */
  public enum VerifyMode {
    /** Any certificate is good. */
    NONE,
    /** A certificate signed by one in {@code cacertfile}, for whatever name. */
    SELFSIGNED_PEER,
    /** A certificate signed by one in {@code cacertfile} and made out to the host. */
    PEER
  }

  /**
   * {@code [outgoing_pools.rdbms.default.connection.tls]}.
   *
   * @param wanted the section is there at all
   * @param required give up when the server has no TLS; without it nothing is verified, because who
   *     can forge a certificate could as well forge the answer "no TLS here"
   * @param verifyMode what the server must show
   * @param caCertificates PEM file of trusted certificates; the JVM's own when absent
   */
  public record Tls(
      boolean wanted, boolean required, VerifyMode verifyMode, Optional<Path> caCertificates) {
    public static final Tls OFF = new Tls(false, false, VerifyMode.NONE, Optional.empty());
  }

  /** The same for one connection whose statements may take longer. */
  PostgresSettings forOneWriter(final int times) {
    final Timeouts patient =
        new Timeouts(
            timeouts.connect(), timeouts.query().multipliedBy(times), timeouts.keepAlive());
    return new PostgresSettings(server, username, password, 1, patient, tls);
  }

  @Override
  public String toString() {
    return "PostgresSettings[" + server + ", " + username + ", ***, " + workers + " workers]";
  }
}
