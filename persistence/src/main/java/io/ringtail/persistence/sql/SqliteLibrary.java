// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Keeps SQLite's native library unpacked beside the database. The driver alone would unpack it anew
 * at every start (most of its start-up time), and into {@code /tmp}, which may forbid execution.
 *
 * <p>Owner: the starting thread. Allocates: at start.
 */
final class SqliteLibrary {
  private static final String TEMPORARY_FOLDER = "org.sqlite.tmpdir";
  private static final String LIBRARY_FOLDER = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /** Points the driver to the folder; what the operator has set himself stays. */
  static void unpackInto(final Path folder) throws IOException {
    if (System.getProperty(TEMPORARY_FOLDER) == null) {
      System.setProperty(TEMPORARY_FOLDER, Files.createDirectories(folder).toString());
    }
    if (System.getProperty(LIBRARY_FOLDER) == null) {
      final String platform = OSInfo.getNativeLibFolderPathForCurrentOS();
      final String name = System.mapLibraryName("sqlitejdbc");
      final URL packed =
          SQLiteJDBCLoader.class.getResource("/org/sqlite/native/" + platform + '/' + name);
      // Unknown platform: the driver says so better than we could.
      if (packed != null) {
        final Path unpacked = folder.resolve(SQLiteJDBCLoader.getVersion()).resolve(name);
        unpack(packed, unpacked);
        System.setProperty(LIBRARY_FOLDER, unpacked.getParent().toString());
      }
    }
  }

  private static void unpack(final URL packed, final Path unpacked) throws IOException {
    final URLConnection source = packed.openConnection();
    try (InputStream bytes = source.getInputStream()) {
      if (Files.exists(unpacked) && Files.size(unpacked) == source.getContentLengthLong()) {
        return;
      }
      Files.createDirectories(unpacked.getParent());
      final Path whole = Files.createTempFile(unpacked.getParent(), "unpacking", ".tmp");
      Files.copy(bytes, whole, StandardCopyOption.REPLACE_EXISTING);
      Files.move(whole, unpacked, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
