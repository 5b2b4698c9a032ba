// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.parser.StanzaView;

/**
 * The last few copied messages of an account, by peer and id: an error with one of these ids is
 * copied too (XEP-0280 §6.1), although nothing in the error itself tells what it answers.
 *
 * <p>Owner: Router. Allocates: once, with the first message.
 */
final class RecentMessages {
  private static final int CAPACITY = 32;
  private static final long[] NONE = {};

  private long[] keys = NONE;
  private int next;

  /** Messages without an id can not be answered recognisably. */
  void add(final int peerHash, final StanzaView message) {
    if (!message.id().isPresent()) {
      return;
    }
    if (keys.length == 0) {
      keys = new long[CAPACITY];
    }
    keys[next] = key(peerHash, message);
    next = next + 1 & CAPACITY - 1;
  }

  boolean isAnsweredBy(final int peerHash, final StanzaView error) {
    if (keys.length == 0 || !error.id().isPresent()) {
      return false;
    }
    final long wanted = key(peerHash, error);
    for (final long key : keys) {
      if (key == wanted) {
        return true;
      }
    }
    return false;
  }

  private static long key(final int peerHash, final StanzaView stanza) {
    int hash = 1;
    for (int i = stanza.id().valueStart(); i < stanza.id().valueEnd(); i++) {
      hash = 31 * hash + stanza.buffer()[i];
    }
    return (long) peerHash << 32 | hash & 0xFFFF_FFFFL | 1L;
  }
}
