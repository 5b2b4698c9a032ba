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
   * @param count how many of the handles count, all of this loop
   * @param recipients how many recipients the entry has, those of other loops included
   */
  void apply(
      final Action action,
      final Splice splice,
      final long[] handles,
      final int count,
      final int recipients) {
    for (int i = 0; i < count; i++) {
      final Peer peer = peers.find(handles[i]);
      if (peer == null) {
        onDead(action, splice, handles[i], recipients);
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

  // design.md §4.5: a dead handle yields "undelivered"; of a fan-out each copy can go, since the
  // others have it: routed anew, it would reach them twice
  private void onDead(
      final Action action, final Splice splice, final long handle, final int recipients) {
    if (action == Action.STANZA && recipients == 1) {
      gate.undelivered(handle, splice.toBytes());
    } else if (action == Action.STANZA) {
      counters.droppedForDead.increment();
    }
  }
}
