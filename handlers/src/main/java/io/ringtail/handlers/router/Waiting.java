// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one account to be loaded, in order of arrival within each kind: binds, parked
 * stanzas, and features' questions.
 *
 * <p>Owner: Router. Allocates: per entry; bounded by {@link #MAX_STANZAS} and {@link #MAX_BYTES}.
 */
final class Waiting {
  static final int MAX_STANZAS = 1_024;
  static final int MAX_BYTES = 1 << 20;

  /** A bind whose account is not loaded yet. */
  record Bind(long handle, BindRequest request) {}

  /** A feature's question. */
  record Question(Outbound.Then<AccountView> then, Outbound.Then<StanzaError> failed) {}

  private List<Bind> binds = List.of();
  private List<Parked> stanzas = List.of();
  private List<Question> questions = List.of();
  private List<Parked> sent = List.of();
  private int bytes;

  void add(final Bind bind) {
    binds = grown(binds);
    binds.add(bind);
  }

  void add(final Question question) {
    questions = grown(questions);
    questions.add(question);
  }

  /** False when the parking queue is full. */
  boolean add(final Parked stanza) {
    if (!takeRoom(stanzas, stanza)) {
      return false;
    }
    stanzas = grown(stanzas);
    stanzas.add(stanza);
    return true;
  }

  /** What a session of the account itself sent, from before a restart; false when full. */
  boolean addSent(final Parked stanza) {
    if (!takeRoom(sent, stanza)) {
      return false;
    }
    sent = grown(sent);
    sent.add(stanza);
    return true;
  }

  /** Whether one more of so many bytes can be given to {@link #addSent}. */
  boolean hasRoomForSent(final int length) {
    return hasRoom(sent, length);
  }

  private boolean hasRoom(final List<Parked> queue, final int length) {
    return queue.size() < MAX_STANZAS && bytes + length <= MAX_BYTES;
  }

  private boolean takeRoom(final List<Parked> queue, final Parked stanza) {
    final boolean fits = hasRoom(queue, stanza.length());
    bytes += fits ? stanza.length() : 0;
    return fits;
  }

  List<Parked> sent() {
    return sent;
  }

  /** Forgets the bind of an endpoint that closed meanwhile. */
  void cancel(final long handle) {
    if (!binds.isEmpty()) {
      binds.removeIf(bind -> bind.handle() == handle);
    }
  }

  List<Bind> binds() {
    return binds;
  }

  List<Parked> stanzas() {
    return stanzas;
  }

  List<Question> questions() {
    return questions;
  }

  private static <T> List<T> grown(final List<T> list) {
    return list instanceof ArrayList ? list : new ArrayList<>(4);
  }
}
