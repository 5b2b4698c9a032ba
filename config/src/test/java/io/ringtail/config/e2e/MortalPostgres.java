// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
  /** Ids below those of all messages, in the month of the last one. */
  private static final String FILL =
      "INSERT INTO archive (id, sender, recipient, visible, sender_jid, recipient_jid, stanza)"
          + " SELECT first + nth, 0, 0, 0, '', '', decode(repeat(md5(nth::text), ?), 'hex')"
          + " FROM generate_series(?, ?) AS nth,"
          + " (SELECT min(id) - 1000000000 AS first FROM archive WHERE visible <> 0) AS messages";

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
            .setServerConfig("autovacuum", "off") // what was filled up stays full
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
    final ProcessHandle postmaster = postmaster();
    final List<ProcessHandle> family =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(process -> process.onExit().join());
  }

  /**
   * From now on there is no room for one more row of the archive: its file has become as large as
   * the server's files may be, and that is full of rows that nobody sees.
   */
  void fillArchive() throws IOException, InterruptedException, SQLException {
    limitFiles(Integer.toString(16 << 20)); // its log's files must fit
    long filler = count("(SELECT id FROM archive) AS archived");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement fill = connection.prepareStatement(FILL)) {
      for (final int[] step :
          new int[][] {{500, 112}, {25, 112}, {1, 112}, {100, 1}, {10, 1}, {1, 1}}) {
        while (fill(fill, filler, step)) {
          filler += step[0];
        }
      }
    }
  }

  private static boolean fill(
      final PreparedStatement fill, final long from, final int[] rowsAndLength) {
    try {
      fill.setInt(1, rowsAndLength[1]);
      fill.setLong(2, from);
      fill.setLong(3, from + rowsAndLength[0] - 1);
      fill.executeUpdate();
      return true;
    } catch (final SQLException full) {
      return false;
    }
  }

  /** There is room again. */
  void makeRoom() throws IOException, InterruptedException {
    limitFiles("unlimited");
  }

  private void limitFiles(final String bytes) throws IOException, InterruptedException {
    final ProcessHandle postmaster = postmaster();
    limitFiles(postmaster, bytes); // its later children have what it has
    for (final ProcessHandle child : postmaster.descendants().toList()) {
      limitFiles(child, bytes);
    }
  }

  private static void limitFiles(final ProcessHandle process, final String bytes)
      throws IOException, InterruptedException {
    new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
        .start()
        .waitFor();
  }

  private ProcessHandle postmaster() throws IOException {
    final long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    return ProcessHandle.of(pid).orElseThrow();
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
