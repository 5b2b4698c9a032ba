// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import java.nio.file.Path;

/**
 * Where accounts, rosters and everything else that outlives the node is kept.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public sealed interface DatabaseSettings {
  /** SQLite in the data folder. */
  record Embedded() implements DatabaseSettings {}

  /**
   * PostgreSQL: {@code [outgoing_pools.rdbms.default]} is configured.
   *
   * @param workers largest number of connections
   * @param callTimeoutMs longest wait for a free connection
   * @param queryTimeoutMs longest run of one statement
   * @param keepaliveSeconds how often an idle connection is tried; 0 for never
   * @param tls null when the connection is not encrypted
   */
  record Postgres(
      Server server,
      int workers,
      long callTimeoutMs,
      long queryTimeoutMs,
      long keepaliveSeconds,
      ClientTls tls)
      implements DatabaseSettings {}

  /** Which database to ask, and as whom. */
  record Server(String host, int port, String database, String username, String password) {
    @Override
    public String toString() {
      return username + "@" + host + ":" + port + "/" + database;
    }
  }

  /** How the server's certificate is checked. */
  enum Verify {
    NONE,
    /** Vouched for by one of the authorities, whatever name it is made out to. */
    SELFSIGNED_PEER,
    /** Vouched for, and made out to the host. */
    PEER
  }

  /**
   * Encryption towards the database.
   *
   * @param required whether an unencrypted connection is refused
   * @param verify how the server's certificate is checked
   * @param authorities PEM file of those who vouch, or null
   */
  record ClientTls(boolean required, Verify verify, Path authorities) {}
}
