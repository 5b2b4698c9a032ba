// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.spi.SessionView;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Every bound session of the node, found by handle without hashing.
 *
 * <pre>
 *   loops[loop][index] → session whose handle carries the matching generation
 * </pre>
 *
 * <p>Owner: Router. Allocates: to grow.
 */
final class SessionTable {
  private static final int INITIAL = 64;

  private LocalSession[][] loops = new LocalSession[1][INITIAL];
  private int size;

  /** The session of this handle; null when it was never bound or is gone. */
  LocalSession get(final long handle) {
    final int loop = SessionHandle.loop(handle);
    final int index = SessionHandle.index(handle);
    if (loop >= loops.length || index >= loops[loop].length) {
      return null;
    }
    final LocalSession session = loops[loop][index];
    return session != null && session.handle() == handle ? session : null;
  }

  /** An index is only reused after its CLOSED slot, so its place is free by then. */
  void put(final LocalSession session) {
    final int loop = SessionHandle.loop(session.handle());
    final int index = SessionHandle.index(session.handle());
    if (loop >= loops.length) {
      growLoops(loop + 1);
    }
    if (index >= loops[loop].length) {
      loops[loop] = Arrays.copyOf(loops[loop], Math.max(index + 1, loops[loop].length * 2));
    }
    loops[loop][index] = session;
    size++;
  }

  /** Removes and returns it; null when it is not there. */
  LocalSession remove(final long handle) {
    final LocalSession session = get(handle);
    if (session != null) {
      loops[SessionHandle.loop(handle)][SessionHandle.index(handle)] = null;
      size--;
    }
    return session;
  }

  /** The action may remove the session it is given. */
  void forEach(final Consumer<SessionView> action) {
    for (final LocalSession[] loop : loops) {
      for (final LocalSession session : loop) {
        if (session != null) {
          action.accept(session);
        }
      }
    }
  }

  int size() {
    return size;
  }

  private void growLoops(final int count) {
    final int before = loops.length;
    loops = Arrays.copyOf(loops, count);
    for (int i = before; i < count; i++) {
      loops[i] = new LocalSession[INITIAL];
    }
  }
}
