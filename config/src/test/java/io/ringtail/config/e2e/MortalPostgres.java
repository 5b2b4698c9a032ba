// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL that can be killed, all its processes at once, and started again on what it has
 * kept.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class MortalPostgres implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres postgres;

  MortalPostgres(final Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = any.getLocalPort();
    }
  }

  void start() throws IOException {
    if (postgres != null) {
      postgres.close(); // the dead one still holds its folder's lock
    }
    // The starter's own defaults forget commits when the server crashes.
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  /** What a node's configuration says of it. */
  String config() {
    return """

    [outgoing_pools.rdbms.default.connection]
      driver = "pgsql"
      host = "127.0.0.1"
      database = "postgres"
      username = "postgres"
      password = "none"
      port =\s\
    """
        + port
        + '\n';
  }

  /** Ends every process of the server, and returns when there is none left. */
  void kill() throws IOException {
    final long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    final ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    final List<ProcessHandle> family =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(process -> process.onExit().join());
  }

  /** Rows of a table. */
  long count(final String table) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    } catch (final SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
