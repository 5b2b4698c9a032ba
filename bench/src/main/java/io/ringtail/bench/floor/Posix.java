// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.floor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The dozen system calls of a bare epoll program, called as a C program calls them.
 *
 * <p>Owner: one thread. Allocates: at construction; a call allocates nothing.
 */
final class Posix {
  static final int EPOLLIN = 1;

  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int ADDRESS_BYTES = 16;
  private static final int LOOPBACK = 0x0100007f; // 127.0.0.1 in network order on little-endian
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle SOCKET = handle("socket", INT, INT, INT, INT);
  private static final MethodHandle CONNECT = handle("connect", INT, INT, ValueLayout.ADDRESS, INT);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", INT, INT, INT, INT, ValueLayout.ADDRESS, INT);
  private static final MethodHandle CLOSE = handle("close", INT, INT);
  private static final MethodHandle EPOLL_CREATE = handle("epoll_create1", INT, INT);
  private static final MethodHandle EPOLL_CTL =
      handle("epoll_ctl", INT, INT, INT, INT, ValueLayout.ADDRESS);
  private static final MethodHandle EPOLL_PWAIT2 =
      handle(
          "epoll_pwait2",
          INT,
          INT,
          ValueLayout.ADDRESS,
          INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);
  private static final MethodHandle READ = handle("read", LONG, INT, ValueLayout.ADDRESS, LONG);
  private static final MethodHandle WRITE = handle("write", LONG, INT, ValueLayout.ADDRESS, LONG);

  private final MemorySegment address;
  private final MemorySegment event;
  private final MemorySegment time;

  Posix(final Arena arena) {
    address = arena.allocate(ADDRESS_BYTES, Long.BYTES);
    event = arena.allocate(ADDRESS_BYTES, Long.BYTES);
    time = arena.allocate(ADDRESS_BYTES, Long.BYTES);
  }

  // The downcalls are what this class is for; native access is enabled in config/jvm.options.
  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      final String name, final MemoryLayout result, final MemoryLayout... arguments) {
    final Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(result, arguments)))
        .orElseGet(() -> missing(name, result, arguments));
  }

  /** An old C library without the call: it answers -1 and the floor is not measured. */
  private static MethodHandle missing(
      final String name, final MemoryLayout result, final MemoryLayout... arguments) {
    final MethodType type = FunctionDescriptor.of(result, arguments).toMethodType();
    final MethodHandle minusOne =
        result == LONG
            ? MethodHandles.constant(long.class, -1L)
            : MethodHandles.constant(int.class, -1);
    return MethodHandles.dropArguments(minusOne, 0, type.parameterList());
  }

  /** A socket connected to that port of this machine. */
  int connect(final int port) {
    final int fd = call("socket", () -> (int) SOCKET.invokeExact(AF_INET, SOCK_STREAM, 0));
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
    address.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >>> 8));
    address.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
    address.set(INT, 4, LOOPBACK);
    call("connect", () -> (int) CONNECT.invokeExact(fd, address, ADDRESS_BYTES));
    event.set(INT, 0, 1);
    call(
        "setsockopt",
        () -> (int) SETSOCKOPT.invokeExact(fd, IPPROTO_TCP, TCP_NODELAY, event, Integer.BYTES));
    return fd;
  }

  void close(final int fd) {
    call("close", () -> (int) CLOSE.invokeExact(fd));
  }

  int epoll() {
    return call("epoll_create1", () -> (int) EPOLL_CREATE.invokeExact(0));
  }

  /** Level-triggered reading of {@code fd}, told as {@code data}. */
  void add(final int epoll, final int fd, final int data) {
    // struct epoll_event is packed on x86-64 only; elsewhere its data lies at 8.
    event.set(INT, 0, EPOLLIN);
    event.set(INT, Event.DATA, data);
    call("epoll_ctl", () -> (int) EPOLL_CTL.invokeExact(epoll, EPOLL_CTL_ADD, fd, event));
  }

  /** The layout of an event, which differs between machines. */
  static final class Event {
    static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    static final long DATA = PACKED ? 4 : 8;
    static final long BYTES = PACKED ? 12 : 16;

    private Event() {}
  }

  int await(final int epoll, final MemorySegment events, final int count, final long waitNs) {
    time.set(LONG, 0, waitNs / 1_000_000_000L);
    time.set(LONG, 8, waitNs % 1_000_000_000L);
    try {
      return (int) EPOLL_PWAIT2.invokeExact(epoll, events, count, time, MemorySegment.NULL);
    } catch (final Throwable e) {
      throw never(e);
    }
  }

  long read(final int fd, final MemorySegment into, final long length) {
    try {
      return (long) READ.invokeExact(fd, into, length);
    } catch (final Throwable e) {
      throw never(e);
    }
  }

  long write(final int fd, final MemorySegment from, final long length) {
    try {
      return (long) WRITE.invokeExact(fd, from, length);
    } catch (final Throwable e) {
      throw never(e);
    }
  }

  private interface Call {
    int run() throws Throwable;
  }

  private static int call(final String name, final Call call) {
    final int result;
    try {
      result = call.run();
    } catch (final Throwable e) {
      throw never(e);
    }
    if (result < 0) {
      throw new IllegalStateException(name + " failed");
    }
    return result;
  }

  /** A method handle's signature says Throwable; a downcall itself throws nothing. */
  private static IllegalStateException never(final Throwable e) {
    return new IllegalStateException(e);
  }
}
