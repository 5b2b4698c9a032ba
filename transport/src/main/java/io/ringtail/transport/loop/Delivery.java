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

  void apply(final Action action, final Splice splice, final long[] handles, final int count) {
    for (int i = 0; i < count; i++) {
      final Peer peer = peers.find(handles[i]);
      if (peer == null) {
        onDead(action, splice, handles[i], count);
      } else {
        onLive(action, splice, peer);
      }
    }
  }

  private void onLive(final Action action, final Splice splice, final Peer peer) {
    switch (action) {
      case STANZA -> {
        peer.deliver(splice);
        counters.stanzasOut.increment();
      }
      case BOUND -> peer.bound(splice.head(), splice.headStart(), splice.headEnd());
      case UNBOUND -> peer.unbound();
      case CLOSE -> peer.closeStream(splice);
    }
  }

  // design.md §4.5: a dead handle yields "undelivered"; of a fan-out each copy can go
  private void onDead(
      final Action action, final Splice splice, final long handle, final int count) {
    if (action == Action.STANZA && count == 1) {
      gate.undelivered(handle, splice.toBytes());
    } else if (action == Action.STANZA) {
      counters.droppedForDead.increment();
    }
  }
}
