// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import io.ringtail.persistence.support.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/**
 * A process that is killed while it holds the lock of a segment of the checkpoint.
 *
 * <p>Owner: its main thread; {@link #kill} is the test's. Allocates: freely.
 */
final class LockingForEver {
  static final long ACCOUNT = 1;

  private LockingForEver() {}

  /** The map's file and its size; a line on standard output says that the lock is held. */
  public static void main(final String[] arguments) throws IOException, InterruptedException {
    final PartMap map = PartMap.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    map.put(ACCOUNT, 0, new byte[] {2, 0, 0, 0, 0});
    try (ExternalMapQueryContext<byte[], byte[], ?> context = map.context(ACCOUNT, 0)) {
      context.writeLock().lock();
      System.out.println("locked");
      new CountDownLatch(1).await(); // until it is killed
    }
  }

  /** Leaves the file as such a process does. */
  static void kill(final Path file, final long maxBytes) throws IOException, InterruptedException {
    final Process process =
        ChildJvm.start(LockingForEver.class, file.toString(), Long.toString(maxBytes));
    try {
      final String said = process.inputReader().readLine();
      if (!"locked".equals(said)) {
        throw new IllegalStateException("it said " + said);
      }
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
  }
}
