// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.spi.SessionView;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every bound session of the node, found by handle without hashing; those that lost their
 * connection and may resume are kept beside.
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
  private final Set<LocalSession> detached = new LinkedHashSet<>();
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

  /** Removes it, attached or not; false when it is not there. */
  boolean remove(final LocalSession session) {
    final long handle = session.handle();
    if (!session.isAttached()) {
      return detached.remove(session);
    }
    if (get(handle) != session) {
      return false;
    }
    loops[SessionHandle.loop(handle)][SessionHandle.index(handle)] = null;
    size--;
    return true;
  }

  /** Its connection is gone; it stays a session of the node. */
  void detach(final LocalSession session) {
    if (remove(session)) {
      session.detach();
      detached.add(session);
    }
  }

  /** A session without a connection has one again. */
  void attach(final LocalSession session, final long handle) {
    detached.remove(session);
    session.attach(handle);
    put(session);
  }

  /** A session without a connection that was not there before: the node was stopped meanwhile. */
  void putDetached(final LocalSession session) {
    session.detach();
    detached.add(session);
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
    List.copyOf(detached).forEach(action);
  }

  int size() {
    return size + detached.size();
  }

  private void growLoops(final int count) {
    final int before = loops.length;
    loops = Arrays.copyOf(loops, count);
    for (int i = before; i < count; i++) {
      loops[i] = new LocalSession[INITIAL];
    }
  }
}
