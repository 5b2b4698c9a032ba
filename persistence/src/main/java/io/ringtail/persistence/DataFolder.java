// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with everything a node keeps, held by one process at a time. The operating system
 * gives the lock back when the process ends, however it ends.
 *
 * <p>Owner: the starting thread; closed last. Allocates: at start.
 */
public final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String CHOOSE = ", or choose another folder with --data";

  private final Path path;
  private final FileChannel channel;
  private final HolderFile holder;

  private DataFolder(final Path path, final FileChannel channel, final HolderFile holder) {
    this.path = path;
    this.channel = channel;
    this.holder = holder;
  }

  /**
   * Creates the folder if need be and takes its lock.
   *
   * @throws StorageStartException when it cannot be used, or another process holds it
   */
  public static DataFolder open(final Path folder) {
    final Path path = folder.toAbsolutePath().normalize();
    create(path);
    final HolderFile holder = new HolderFile(path.resolve("ringtail.pid"));
    // Asked first: opening and closing the lock file again would drop our own lock (POSIX).
    if (holder.isThisProcess()) {
      throw inUse(path, "this process", null);
    }
    try {
      return lock(path, holder);
    } catch (final IOException e) {
      throw unusable(path, "cannot be written", e);
    }
  }

  private static void create(final Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new StorageStartException(
          "The data folder " + path + " is a file", "Move it away" + CHOOSE, null);
    }
    try {
      Files.createDirectories(path, ownerOnly(path));
      warnIfShared(path);
    } catch (final IOException e) {
      throw unusable(path, "cannot be created", e);
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw unusable(path, "cannot be read", null);
    }
  }

  /** What restricts a new folder to its owner, where the file system knows owners. */
  private static FileAttribute<?>[] ownerOnly(final Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void warnIfShared(final Path path) throws IOException {
    final FileStore store = Files.getFileStore(path);
    if (!store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      return;
    }
    final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      LOG.warn("Everybody may read the data folder {}: chmod 700 keeps its secrets", path);
    }
  }

  private static DataFolder lock(final Path path, final HolderFile holder) throws IOException {
    final FileChannel channel =
        FileChannel.open(
            path.resolve("ringtail.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      final FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, holder.describe(), null);
      }
      holder.write();
      taken = true;
      return new DataFolder(path, channel, holder);
    } catch (final OverlappingFileLockException e) {
      throw inUse(path, "this process", e);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static StorageStartException inUse(
      final Path path, final String who, final Throwable cause) {
    return new StorageStartException(
        "The data folder " + path + " is in use by " + who, "Stop that node first" + CHOOSE, cause);
  }

  private static StorageStartException unusable(
      final Path path, final String what, final IOException e) {
    final String user = System.getProperty("user.name");
    return new StorageStartException(
        "The data folder " + path + ' ' + what + (e == null ? "" : ": " + e),
        "Give the user " + user + " the right to read and write it" + CHOOSE,
        e);
  }

  public Path path() {
    return path;
  }

  /** Random bytes that stay the same as long as the folder lives; made at the first call. */
  public byte[] secret(final String name, final int lengthBytes) {
    try {
      return SecretFile.readOrCreate(path.resolve(name), lengthBytes);
    } catch (final IOException e) {
      throw unusable(path.resolve(name), "cannot be read or written", e);
    }
  }

  @Override
  public void close() {
    try {
      holder.delete();
      channel.close();
    } catch (final IOException e) {
      LOG.warn("The lock of {} could not be given back: {}", path, e.toString());
    }
  }
}
