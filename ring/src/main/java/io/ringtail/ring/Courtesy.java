// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.foreign.Arena;
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
 * <pre>
 *   takeLeftovers  ─ SCHED_IDLE: leaves at once for whoever wakes up; next to nothing where all
 *                    processors are always busy, and no way back
 *   stepBack       ─ nice 10: a tenth of a processor then, which it may keep for milliseconds
 * </pre>
 *
 * <p>Owner: a platform thread, for itself; on a virtual thread it only reaches other virtual ones.
 * Allocates: at a thread's start.
 */
public final class Courtesy {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final int NICE = 10;
  private static final int SCHED_IDLE = 5;
  private static final int ONE_THREAD = 0;
  private static final int THIS_ONE = 0;

  /** A call on the calling thread. */
  @FunctionalInterface
  private interface Call {
    int on(MethodHandle handle, Arena arena) throws Throwable;
  }

  private Courtesy() {}

  /** Offers this processor to whoever waits for one; costs half a microsecond if nobody does. */
  public static void letOthersGoFirst() {
    Thread.yield();
  }

  /**
   * From now on the calling thread runs where nobody else wants to, with Linux' {@code
   * sched_setscheduler}.
   *
   * @return whether this system does that
   */
  public static boolean takeLeftovers() {
    return call(
        "sched_setscheduler",
        FunctionDescriptor.of(INT, INT, INT, ValueLayout.ADDRESS),
        (handle, arena) ->
            (int) handle.invokeExact(THIS_ONE, SCHED_IDLE, arena.allocateFrom(INT, 0)));
  }

  /**
   * From now on the calling thread's turn comes behind the loops', with {@code setpriority}.
   *
   * @return whether this system does that
   */
  public static boolean stepBack() {
    return call(
        "setpriority",
        FunctionDescriptor.of(INT, INT, INT, INT),
        (handle, arena) -> (int) handle.invokeExact(ONE_THREAD, THIS_ONE, NICE));
  }

  // The downcall is what this class is for; native access is enabled in config/jvm.options.
  @SuppressWarnings("restricted")
  private static boolean call(
      final String name, final FunctionDescriptor signature, final Call call) {
    final Linker linker = Linker.nativeLinker();
    final Optional<MemorySegment> symbol = linker.defaultLookup().find(name);
    if (symbol.isEmpty()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      return call.on(linker.downcallHandle(symbol.get(), signature), arena) == 0;
    } catch (final Throwable e) {
      // A method handle's signature says Throwable; a downcall itself throws nothing.
      throw new IllegalStateException(e);
    }
  }
}
