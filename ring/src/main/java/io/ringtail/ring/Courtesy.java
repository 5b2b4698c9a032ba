// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * For long computations beside the loops: the kernel leaves a busy thread its processor for
 * milliseconds, even when a loop has just been woken for it.
 *
 * <p>Owner: a platform thread, for itself; on a virtual thread it only reaches other virtual ones.
 * Allocates: at a thread's start.
 */
public final class Courtesy {
  /** A tenth of a processor where all are busy, and none that a loop wakes up for. */
  private static final int NICE = 10;

  private static final int ONE_THREAD = 0;
  private static final int THIS_ONE = 0;

  private Courtesy() {}

  /** Offers this processor to whoever waits for one; costs half a microsecond if nobody does. */
  public static void letOthersGoFirst() {
    Thread.yield();
  }

  /**
   * From now on the calling thread's turn comes behind the loops', with Linux' {@code setpriority}.
   *
   * @return whether this system does that
   */
  public static boolean stepBack() {
    final Linker linker = Linker.nativeLinker();
    final Optional<MemorySegment> symbol = linker.defaultLookup().find("setpriority");
    return symbol.isPresent() && call(linker, symbol.get()) == 0;
  }

  // The downcall is what this method is for; native access is enabled in config/jvm.options.
  @SuppressWarnings("restricted")
  private static int call(final Linker linker, final MemorySegment symbol) {
    final MethodHandle setPriority =
        linker.downcallHandle(
            symbol,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    try {
      return (int) setPriority.invokeExact(ONE_THREAD, THIS_ONE, NICE);
    } catch (final Throwable e) {
      // A method handle's signature says Throwable; a downcall itself throws nothing.
      throw new IllegalStateException(e);
    }
  }
}
