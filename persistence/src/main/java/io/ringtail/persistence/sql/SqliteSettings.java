// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The embedded database.
 *
 * @param file the database file; its folder also takes the native library
 * @param synchronous when a commit counts as done; {@code FULL} survives power loss
 * @param readers threads and connections that read beside the one that writes
 * @param waiting calls that may wait for a thread before more are rejected
 * @param busyTimeout how long to wait for another process that has the file locked
 * @param callTimeout how long any call may take, all waiting included
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record SqliteSettings(
    Path file,
    Synchronous synchronous,
    int readers,
    int waiting,
    Duration busyTimeout,
    Duration callTimeout)
    implements DatabaseSettings {

  /** SQLite's {@code PRAGMA synchronous}. */
  public enum Synchronous {
    /** Consistent after power loss, but the newest commits may be gone. */
    NORMAL,
    /** Every commit is on disk before it is reported. */
    FULL
  }

  /** The defaults, for the file {@code ringtail.db} in a data folder. */
  public static SqliteSettings in(final Path folder) {
    return new SqliteSettings(
        folder.resolve("ringtail.db"),
        Synchronous.FULL,
        2,
        1024,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5));
  }
}
