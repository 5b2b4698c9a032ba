// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The IQs of one session that somebody waits for an answer to.
 *
 * <p>Owner: the session's loop. Allocates: per question.
 */
final class Questions {
  private final Map<String, CompletableFuture<Reply>> open = new HashMap<>();
  private int asked;

  /** Takes a question; its id. */
  String add(final CompletableFuture<Reply> reply) {
    final String id = "ask" + ++asked;
    open.put(id, reply);
    return id;
  }

  /** Whether this was the answer to one. */
  boolean answer(final Stanza stanza) {
    final CompletableFuture<Reply> reply =
        open.isEmpty() ? null : open.remove(stanza.attribute("id"));
    return reply != null && reply.complete(Reply.of(stanza));
  }

  void lost(final String reason) {
    open.values().forEach(reply -> reply.complete(Reply.lost(reason)));
    open.clear();
  }
}
