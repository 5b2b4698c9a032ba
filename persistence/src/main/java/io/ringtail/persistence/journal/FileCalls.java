// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * Two calls of Linux on a part of a file that Java has no words for: {@code fallocate} and {@code
 * posix_fadvise}.
 *
 * <p>Owner: the keeper. Allocates: per call.
 */
final class FileCalls {
  /** This system has no such call. */
  private static final int ENOSYS = 38;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int READ_WRITE = 2;
  private static final int KEEP_SIZE = 1;
  private static final int DONT_NEED = 4;

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle open =
      handle("open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT));
  private final MethodHandle fallocate =
      handle("fallocate", FunctionDescriptor.of(INT, INT, INT, LONG, LONG));
  private final MethodHandle advise =
      handle("posix_fadvise", FunctionDescriptor.of(INT, INT, LONG, LONG, INT));
  private final MethodHandle close = handle("close", FunctionDescriptor.of(INT, INT));
  private final VarHandle errno =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** A call on an open file. */
  @FunctionalInterface
  private interface Call {
    int on(MemorySegment state, int descriptor) throws Throwable;
  }

  // The downcalls are what this class is for; native access is enabled in config/jvm.options.
  @SuppressWarnings("restricted")
  private MethodHandle handle(final String name, final FunctionDescriptor signature) {
    return linker
        .defaultLookup()
        .find(name)
        .map(
            symbol ->
                linker.downcallHandle(symbol, signature, Linker.Option.captureCallState("errno")))
        .orElse(null);
  }

  /**
   * Takes disk blocks for this range without changing the file's length.
   *
   * @return 0, or what {@code errno} says
   */
  int reserve(final Path file, final long from, final long lengthBytes) {
    return call(
        fallocate,
        file,
        (state, descriptor) ->
            (int) fallocate.invokeExact(state, descriptor, KEEP_SIZE, from, lengthBytes) == 0
                ? 0
                : (int) errno.get(state, 0L));
  }

  /**
   * Lets go of the pages of this range that are on the disk and mapped by nobody.
   *
   * @return 0, or the number of the error
   */
  int letGo(final Path file, final long from, final long lengthBytes) {
    return call(
        advise,
        file,
        (state, descriptor) ->
            (int) advise.invokeExact(state, descriptor, from, lengthBytes, DONT_NEED));
  }

  private int call(final MethodHandle needed, final Path file, final Call call) {
    if (needed == null || open == null || close == null) {
      return ENOSYS;
    }
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      final int descriptor =
          (int) open.invokeExact(state, arena.allocateFrom(file.toString()), READ_WRITE);
      if (descriptor < 0) {
        return (int) errno.get(state, 0L);
      }
      final int result = call.on(state, descriptor);
      final int closed = (int) close.invokeExact(state, descriptor);
      return closed == 0 ? result : (int) errno.get(state, 0L);
    } catch (final Throwable e) {
      // A method handle's signature says Throwable; a downcall itself throws nothing.
      throw new IllegalStateException(e);
    }
  }
}
