// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Pins the calling thread to one CPU with the kernel's {@code sched_setaffinity}.
 *
 * <p>Owner: any thread, for itself. Allocates: per call, at start.
 */
final class Affinity {
  private static final int MASK_BYTES = 128;
  private static final int THIS_THREAD = 0;

  /** Pins the calling thread; empty when it worked, else why not. Never fatal. */
  Optional<String> pinTo(final int cpu) {
    if (cpu < 0 || cpu >= MASK_BYTES * Byte.SIZE) {
      return Optional.of("no such cpu: " + cpu);
    }
    final Linker linker = Linker.nativeLinker();
    final Optional<MemorySegment> symbol = linker.defaultLookup().find("sched_setaffinity");
    if (symbol.isEmpty()) {
      return Optional.of("this system has no sched_setaffinity");
    }
    try (Arena arena = Arena.ofConfined()) {
      final MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      mask.set(ValueLayout.JAVA_BYTE, cpu / Byte.SIZE, (byte) (1 << (cpu % Byte.SIZE)));
      final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      final int result = call(linker, symbol.get(), state, mask);
      return result == 0
          ? Optional.empty()
          : Optional.of("sched_setaffinity to cpu " + cpu + ": errno " + errno(state));
    }
  }

  // The downcall is what this class is for; native access is enabled in config/jvm.options.
  @SuppressWarnings("restricted")
  private static int call(
      final Linker linker,
      final MemorySegment symbol,
      final MemorySegment state,
      final MemorySegment mask) {
    final MethodHandle setAffinity =
        linker.downcallHandle(
            symbol,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.captureCallState("errno"));
    try {
      return (int) setAffinity.invokeExact(state, THIS_THREAD, (long) MASK_BYTES, mask);
    } catch (final Throwable e) {
      // A method handle's signature says Throwable; a downcall itself throws nothing.
      throw new IllegalStateException(e);
    }
  }

  private static int errno(final MemorySegment state) {
    final VarHandle errno =
        Linker.Option.captureStateLayout()
            .varHandle(MemoryLayout.PathElement.groupElement("errno"));
    return (int) errno.get(state, 0L);
  }
}
