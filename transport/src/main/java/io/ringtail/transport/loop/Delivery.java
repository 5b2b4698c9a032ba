// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.Outbox.Action;

/**
 * Does to a loop's endpoints what DELIVER asks for, and takes care of those that are gone.
 *
 * <p>Owner: the loop. Allocates: for undelivered stanzas only.
 */
final class Delivery {
  private final PeerTable peers;
  private final RingGate gate;
  private final LoopCounters counters;

  Delivery(final PeerTable peers, final RingGate gate, final LoopCounters counters) {
    this.peers = peers;
    this.gate = gate;
    this.counters = counters;
  }

  /**
   * @param all whether these handles are all of the entry's recipients, on all loops together
   */
  void apply(
      final Action action,
      final Parcel parcel,
      final long[] handles,
      final int count,
      final boolean all) {
    int dead = 0;
    for (int i = 0; i < count; i++) {
      final Peer peer = peers.find(handles[i]);
      if (peer == null || !take(action, parcel, peer)) {
        dead++;
      }
    }
    if (dead > 0 && action == Action.STANZA) {
      onDead(parcel, handles[0], dead, all && dead == count);
    }
  }

  // A bug met on behalf of one recipient must not cost the others their copy.
  private boolean take(final Action action, final Parcel parcel, final Peer peer) {
    try {
      return onLive(action, parcel, peer);
    } catch (final RuntimeException fault) {
      peer.onFault(fault);
      return false;
    }
  }

  private boolean onLive(final Action action, final Parcel parcel, final Peer peer) {
    switch (action) {
      case STANZA -> {
        if (!peer.deliver(parcel)) {
          return false;
        }
        counters.stanzasOut.increment();
      }
      case MANAGED -> {
        peer.deliver(parcel);
        peer.managed();
      }
      case BOUND -> peer.bound(parcel.head(), parcel.headStart(), parcel.headEnd());
      case UNBOUND -> peer.unbound();
      case CLOSE -> peer.closeStream(parcel);
    }
    return true;
  }

  // design.md §4.5: a dead handle yields "undelivered", once for the whole entry. While anybody has
  // his copy the others' can go: to send one round again would double his. Of recipients on several
  // loops no loop knows whether the others have theirs.
  private void onDead(
      final Parcel parcel, final long handle, final int dead, final boolean nobodyHasIt) {
    if (nobodyHasIt) {
      gate.undelivered(handle, parcel.toBytes());
    } else {
      counters.droppedForDead.add(dead);
    }
  }
}
