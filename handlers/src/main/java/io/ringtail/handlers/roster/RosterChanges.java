// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.roster.RosterChange.Decision;
import io.ringtail.handlers.roster.RosterChange.Delete;
import io.ringtail.handlers.roster.RosterChange.Keep;
import io.ringtail.handlers.roster.RosterChange.Put;
import io.ringtail.handlers.roster.RosterChange.Refuse;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Jid;

/**
 * Brings changes of rosters into the store and then into memory, one at a time per account.
 *
 * <p>Memory follows the store and never runs ahead of it: nothing has to be rolled back, whatever
 * is read is durable, and a change is decided only when the one before it is committed, so two
 * quick changes of the same contact cannot be decided on the same old state.
 *
 * <pre>
 *   submit ─► waiting ─► decide on committed state ─► store ─► commit in memory ─► done (push, reply, route)
 * </pre>
 *
 * <p>Owner: Router. Allocates: per change.
 */
final class RosterChanges {
  /** Changes that may wait behind the one being written: enough for a client that sends a burst. */
  static final int MAX_WAITING = 1024;

  private final AccountKey<Roster> key;
  private final RosterStore store;

  RosterChanges(final AccountKey<Roster> key, final RosterStore store) {
    this.key = key;
    this.store = store;
  }

  void submit(final AccountView account, final RosterChange change, final Outbound out) {
    final Roster roster = account.state(key);
    if (roster.isClosed()) {
      change.failed(StanzaError.of(Condition.ITEM_NOT_FOUND), out);
      return;
    }
    if (roster.waiting().size() >= MAX_WAITING) {
      change.failed(StanzaError.of(Condition.RESOURCE_CONSTRAINT), out);
      return;
    }
    roster.waiting().add(change);
    drain(account, roster, out);
  }

  /** Goes on until a change is with the store or none is left. */
  private void drain(final AccountView account, final Roster roster, final Outbound out) {
    while (!roster.isWriting() && !roster.waiting().isEmpty()) {
      roster.writing(true); // a refusal may come back inside call(): it must not drain again
      if (!begin(account, roster, roster.waiting().poll(), out)) {
        roster.writing(false);
      }
    }
  }

  /** True when the store has been asked and will answer. */
  private boolean begin(
      final AccountView account,
      final Roster roster,
      final RosterChange change,
      final Outbound out) {
    final RosterItem before = roster.item(change.contact());
    final Decision decision = change.decide(roster);
    switch (decision) {
      case Keep keep -> change.done(before, before, out);
      case Refuse refuse -> change.failed(refuse.error(), out);
      case Put put -> {
        return write(account, new Writing(change, before, put.item()), out);
      }
      case Delete delete -> {
        return write(account, new Writing(change, before, null), out);
      }
    }
    return false;
  }

  private boolean write(final AccountView account, final Writing writing, final Outbound out) {
    final long number = account.number();
    final Jid contact = writing.change.contact();
    final RosterItem after = writing.after;
    out.<Long>call(
        account,
        () -> after == null ? store.remove(number, contact) : store.put(number, after),
        (version, later) -> written(account, writing, version, later),
        (error, later) -> refused(account, writing, error, later));
    writing.submitted = true;
    return !writing.refused;
  }

  private void written(
      final AccountView account, final Writing writing, final long version, final Outbound out) {
    final Roster roster = account.state(key);
    if (version == 0 || roster.isClosed()) {
      // the account is gone: the store wrote nothing, or wrote what is about to be cleared
      writing.change.failed(StanzaError.of(Condition.ITEM_NOT_FOUND), out);
    } else {
      roster.commit(writing.change.contact(), writing.after, version);
      writing.change.done(writing.before, writing.after, out);
    }
    next(account, out);
  }

  private void refused(
      final AccountView account,
      final Writing writing,
      final StanzaError error,
      final Outbound out) {
    writing.refused = true;
    writing.change.failed(error, out);
    if (writing.submitted) {
      next(account, out);
    }
  }

  private void next(final AccountView account, final Outbound out) {
    final Roster roster = account.state(key);
    roster.writing(false);
    drain(account, roster, out);
  }

  /**
   * One change on its way through the store.
   *
   * <p>Owner: Router. Allocates: per change.
   */
  private static final class Writing {
    private final RosterChange change;
    private final RosterItem before;
    private final RosterItem after;
    private boolean submitted;
    private boolean refused;

    private Writing(final RosterChange change, final RosterItem before, final RosterItem after) {
      this.change = change;
      this.before = before;
      this.after = after;
    }
  }
}
