// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import java.util.Optional;

/**
 * Processes of a server whose use is accounted, on this machine or on another.
 *
 * <p>Owner: main thread. Allocates: per look.
 */
public interface Processes {
  /**
   * One look at them.
   *
   * @param cpuSeconds user and system time, ended children included
   * @param residentBytes anonymous and file pages of each, shared memory once
   * @param writtenBytes handed to the kernel by write and its like
   * @param writes system calls of that kind; sends on sockets are not among them
   * @param diskBytes that went towards the disk
   * @param slabBytes kernel objects of the machine they run on
   * @param processes how many there are
   */
  record Look(
      double cpuSeconds,
      long residentBytes,
      long writtenBytes,
      long writes,
      long diskBytes,
      long slabBytes,
      int processes) {}

  Look look();

  /** The garbage collectors; empty where they are no JVM, or one that does not tell. */
  Optional<GcLook> collectors();

  /** Whether every root still runs. */
  boolean isAlive();

  /** Whether they use this machine's CPU. */
  boolean isHere();
}
