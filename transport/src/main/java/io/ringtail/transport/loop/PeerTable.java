// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.SessionHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One loop's endpoints by handle. An index is used again, a generation of it is not: a late handle
 * finds nobody.
 *
 * <p>Owner: the loop. Allocates: to grow.
 */
final class PeerTable {
  private static final int INITIAL = 64;

  private final int loop;
  private Peer[] peers = new Peer[INITIAL];
  private int[] generations = new int[INITIAL];
  private boolean[] halfFree = new boolean[INITIAL];
  private int[] free = new int[INITIAL];
  private int freeCount;
  private int used;
  private int live;

  PeerTable(final int loop) {
    this.loop = loop;
  }

  /** Adds the peer and returns its handle. */
  long add(final Peer peer) {
    final int index = freeCount > 0 ? free[--freeCount] : next();
    peers[index] = peer;
    live++;
    return SessionHandle.of(loop, index, generations[index]);
  }

  /** The peer, or null when it is gone or belongs to another loop. */
  Peer find(final long handle) {
    final int index = SessionHandle.index(handle);
    final boolean known =
        index < used
            && generations[index] == SessionHandle.generation(handle)
            && SessionHandle.loop(handle) == loop;
    return known ? peers[index] : null;
  }

  /** The peer at this index, or null. */
  Peer at(final int index) {
    return peers[index];
  }

  /**
   * From now on the handle finds nobody. Its index is free at once, or when the Router has been
   * told too, if it knew of the session.
   */
  void remove(final long handle, final boolean knownToRouter) {
    if (find(handle) == null) {
      return;
    }
    final int index = SessionHandle.index(handle);
    peers[index] = null;
    // a handle is never negative as a whole: NONE must stay nobody's
    generations[index] = (generations[index] + 1) & Integer.MAX_VALUE;
    live--;
    if (knownToRouter) {
      oneOfTwo(index);
    } else {
      release(index);
    }
  }

  /** The session's CLOSED slot is on the ring; the endpoint may live a little longer. */
  void routerTold(final long handle) {
    oneOfTwo(SessionHandle.index(handle));
  }

  private void oneOfTwo(final int index) {
    halfFree[index] = !halfFree[index];
    if (!halfFree[index]) {
      release(index);
    }
  }

  private void release(final int index) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = index;
  }

  int live() {
    return live;
  }

  int capacity() {
    return peers.length;
  }

  void forEach(final Consumer<Peer> action) {
    for (int i = 0; i < used; i++) {
      if (peers[i] != null) {
        action.accept(peers[i]);
      }
    }
  }

  private int next() {
    if (used > SessionHandle.MAX_INDEX) {
      throw new IllegalStateException("more endpoints than a handle can name");
    }
    if (used == peers.length) {
      peers = Arrays.copyOf(peers, used * 2);
      generations = Arrays.copyOf(generations, used * 2);
      halfFree = Arrays.copyOf(halfFree, used * 2);
    }
    return used++;
  }
}
