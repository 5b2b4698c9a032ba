// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import java.util.Arrays;

/**
 * Which member of a party has most waiting: a binary heap whose elements know their places.
 *
 * <p>Owner: the loop. Allocates: to grow.
 */
final class Crowding {
  private Party[] heap = new Party[4];
  private int size;

  /** The largest member; null without any. */
  Party largest() {
    return size == 0 ? null : heap[0];
  }

  void add(final Party party) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    put(party, size++);
    up(party);
  }

  void remove(final Party party) {
    final Party moved = heap[--size];
    heap[size] = null;
    if (moved != party) {
      put(moved, party.place);
      up(moved);
      down(moved);
    }
  }

  void grew(final Party party) {
    up(party);
  }

  void shrank(final Party party) {
    down(party);
  }

  private void up(final Party party) {
    int at = party.place;
    while (at > 0 && heap[(at - 1) / 2].waiting() < party.waiting()) {
      final int parent = (at - 1) / 2;
      put(heap[parent], at);
      at = parent;
    }
    put(party, at);
  }

  private void down(final Party party) {
    int at = party.place;
    int child = largerChild(at);
    while (child < size && heap[child].waiting() > party.waiting()) {
      put(heap[child], at);
      at = child;
      child = largerChild(at);
    }
    put(party, at);
  }

  private int largerChild(final int at) {
    final int left = 2 * at + 1;
    final boolean right = left + 1 < size && heap[left + 1].waiting() > heap[left].waiting();
    return right ? left + 1 : left;
  }

  private void put(final Party party, final int at) {
    heap[at] = party;
    party.place = at;
  }
}
