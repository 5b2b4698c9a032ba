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
 * Takes disk blocks for a part of a file before it is written, with Linux' {@code fallocate}: a
 * write to a mapped page of a full disk would end the process.
 *
 * <p>Owner: the keeper. Allocates: per call.
 */
final class Reservation {
  /** How it went. */
  enum Outcome {
    RESERVED,
    NO_ROOM,
    /** This system or file system has no such thing; watching the free space must do. */
    UNSUPPORTED
  }

  private static final int READ_WRITE = 2;
  private static final int KEEP_SIZE = 1;
  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle open =
      handle("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, INT));
  private final MethodHandle fallocate =
      handle("fallocate", FunctionDescriptor.of(ValueLayout.JAVA_INT, INT, INT, LONG, LONG));
  private final MethodHandle close =
      handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, INT));
  private final VarHandle errno =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

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

  /** Reserves blocks for this range without changing the file's length. */
  Outcome reserve(final Path file, final long from, final long lengthBytes) {
    if (open == null || fallocate == null || close == null) {
      return Outcome.UNSUPPORTED;
    }
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      final int descriptor =
          (int) open.invokeExact(state, arena.allocateFrom(file.toString()), READ_WRITE);
      if (descriptor < 0) {
        return outcome(state);
      }
      final int result =
          (int) fallocate.invokeExact(state, descriptor, KEEP_SIZE, from, lengthBytes);
      final Outcome outcome = result == 0 ? Outcome.RESERVED : outcome(state);
      final int closed = (int) close.invokeExact(state, descriptor);
      return closed == 0 ? outcome : Outcome.UNSUPPORTED;
    } catch (final Throwable e) {
      // A method handle's signature says Throwable; a downcall itself throws nothing.
      throw new IllegalStateException(e);
    }
  }

  private Outcome outcome(final MemorySegment state) {
    final int code = (int) errno.get(state, 0L);
    return code == ENOSPC || code == EDQUOT ? Outcome.NO_ROOM : Outcome.UNSUPPORTED;
  }
}
