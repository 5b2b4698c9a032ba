// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.offline.NodeReader.Message;
import io.ringtail.handlers.offline.NodeReader.Moment;
import io.ringtail.handlers.offline.NodeReader.Page;
import io.ringtail.handlers.offline.OfflineMessages.Waiting;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Outbound.Then;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import java.util.Collections;
import java.util.Set;

/**
 * Goes through an account's offline messages for a request, page by page: all of them are too many
 * to be held at once. What is taken between a reading and its answer is left out.
 *
 * <p>Owner: Router. Allocates: per request and page.
 */
final class NodeWalk {
  private final OfflineMessages.Policy policy;
  private final NodeReader reader;

  NodeWalk(final OfflineMessages.Policy policy) {
    this.policy = policy;
    this.reader = new NodeReader(policy.store());
  }

  private Waiting waiting(final IqRequest iq) {
    return iq.account().state(policy.waiting());
  }

  private <T> void read(
      final IqRequest iq, final Blocking.Call<T> call, final Then<T> then, final Outbound out) {
    final Waiting waiting = waiting(iq);
    waiting.beginRead();
    out.ask(
        iq,
        call,
        (value, later) -> {
          try {
            then.on(value, later);
          } finally {
            waiting.endRead();
          }
        },
        (error, later) -> {
          waiting.endRead();
          later.error(iq, error);
        });
  }

  /** Which are there, with the headers of one page of them. */
  void headers(
      final IqRequest iq,
      final HeaderPage wanted,
      final Outbound out,
      final Then<HeaderPage> then) {
    final long account = iq.account().number();
    final long nowMs = out.nowMs();
    read(
        iq,
        () -> reader.headers(account, nowMs, wanted),
        (page, later) -> {
          page.complete(waiting(iq));
          then.on(page, later);
        },
        out);
  }

  private static Moment now(final IqRequest iq, final Outbound out) {
    return new Moment(iq.account().lastArchivedId(), out.nowMs());
  }

  /** Sends these and then the result. */
  void show(final IqRequest iq, final Set<Long> wanted, final Outbound out) {
    show(iq, wanted, Collections.min(wanted) - 1, now(iq, out), out);
  }

  /** The same with all that are there now. */
  void showAll(final IqRequest iq, final Outbound out) {
    show(iq, null, 0, now(iq, out), out);
  }

  private void show(
      final IqRequest iq,
      final Set<Long> wanted,
      final long afterId,
      final Moment asked,
      final Outbound out) {
    read(
        iq,
        () -> reader.page(iq.account(), afterId, wanted, asked),
        (page, later) -> shown(iq, wanted, asked, page, later),
        out);
  }

  private void shown(
      final IqRequest iq,
      final Set<Long> wanted,
      final Moment asked,
      final Page page,
      final Outbound out) {
    if (!iq.sender().isOpen()) {
      return;
    }
    final Waiting waiting = waiting(iq);
    for (final Message message : page.messages()) {
      if (!waiting.isGone(message.id())) {
        out.send(iq.sender(), message.stanza());
      }
    }
    if (page.isLast() || wanted != null && page.lastId() >= Collections.max(wanted)) {
      out.result(iq, null);
    } else if (!out.whenRoom(
        iq.sender(), (session, later) -> show(iq, wanted, page.lastId(), asked, later))) {
      out.error(iq, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "acknowledge first"));
    }
  }

  /** Removes all that are there now, the expired too, and then sends the result. */
  void removeAll(final IqRequest iq, final Outbound out) {
    removeAll(iq, 0, now(iq, out), out);
  }

  private void removeAll(
      final IqRequest iq, final long afterId, final Moment asked, final Outbound out) {
    final long account = iq.account().number();
    read(
        iq,
        () -> reader.ids(account, afterId, asked),
        (page, later) -> {
          final boolean removed =
              remove(iq, page.messages().stream().map(Message::id).toList(), later);
          if (removed && page.isLast()) {
            later.result(iq, null);
          } else if (removed) {
            removeAll(iq, page.lastId(), asked, later);
          }
        },
        out);
  }

  /** False when it answered that this can not be done now: some may be removed then. */
  boolean remove(final IqRequest iq, final Iterable<Long> ids, final Outbound out) {
    for (final long id : ids) {
      if (!out.offlineTaken(iq.account(), id)) {
        out.error(iq, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "try again"));
        return false;
      }
    }
    return true;
  }
}
