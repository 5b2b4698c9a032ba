// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.WriterProgress;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Outbound.Then;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;

/**
 * Hands features' blocking calls to the workers and their answers back: calls of an account one
 * after the other, queries beside them.
 *
 * <p>Owner: Router. Allocates: per call.
 */
final class WorkCalls {
  /** Queries of one account under way; a client that pages sends one after the other. */
  static final int MAX_QUERIES = 4;

  /** How long a query waits for the store to have what it asks for. */
  static final long QUERY_WAIT_MS = 5_000;

  private final Core core;
  private final Workers workers;
  private final WriterProgress progress;
  private final Holds holds;
  private Outbound out;

  WorkCalls(
      final Core core, final Workers workers, final WriterProgress progress, final Holds holds) {
    this.core = core;
    this.workers = workers;
    this.progress = progress;
    this.holds = holds;
  }

  /** What refused calls are answered through; once, at start. */
  void wire(final Outbound outbound) {
    out = outbound;
  }

  <T> void call(final IqRequest iq, final Blocking.Call<T> call, final Then<T> then) {
    final Then<StanzaError> failed = (error, later) -> later.error(iq, error);
    inLane(laneOf(iq), sessionOf(iq), call, then, failed);
  }

  <T> void call(
      final LocalAccount account,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final long session =
        account.sessionCount() == 0 ? AccountTable.inNameOf(null) : account.session(0).handle();
    inLane(account, session, call, then, failed);
  }

  /**
   * Who asks waits behind his own requests only: strangers cannot fill the lane of their victim.
   */
  private static LocalAccount laneOf(final IqRequest iq) {
    return (LocalAccount) (iq.sender() == null ? null : iq.sender().account());
  }

  private static LocalAccount accountOf(final IqRequest iq) {
    final AccountView asking = iq.sender() == null ? null : iq.sender().account();
    return (LocalAccount) (iq.account() != null ? iq.account() : asking);
  }

  private static long sessionOf(final IqRequest iq) {
    return AccountTable.inNameOf((LocalSession) iq.sender());
  }

  <T> void ask(
      final IqRequest iq,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final LocalAccount account = accountOf(iq);
    if (account.queries() >= MAX_QUERIES) {
      failed.on(StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too many queries at once"), out);
      return;
    }
    account.queries(account.queries() + 1);
    account.whenRouted(() -> query(account, iq, call, then, failed));
  }

  /** The account's archive has its last entry by now: that is what the store must have. */
  private <T> void query(
      final LocalAccount account,
      final IqRequest iq,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final long writtenId = account.lastArchivedId();
    final boolean submitted =
        workers
            .queries()
            .submit(
                sessionOf(iq),
                () -> written(writtenId, QUERY_WAIT_MS, call),
                (value, failure, later) -> {
                  account.queries(account.queries() - 1);
                  answered(value, failure, then, failed);
                });
    if (!submitted) {
      account.queries(account.queries() - 1);
      refused(failed, tooMuch());
    }
  }

  /**
   * The same for nobody's request: the session's client did not ask, or has no session yet.
   *
   * @param waitMs how long at most for the store to have it
   */
  <T> void ask(
      final LocalAccount account,
      final long session,
      final long waitMs,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final long writtenId = account.lastArchivedId();
    final boolean submitted =
        workers
            .queries()
            .submit(
                session,
                () -> written(writtenId, waitMs, call),
                (value, failure, later) -> answered(value, failure, then, failed));
    if (!submitted) {
      refused(failed, tooMuch());
    }
  }

  private <T> T written(final long writtenId, final long waitMs, final Blocking.Call<T> call) {
    if (progress.writtenId() < writtenId && !progress.await(writtenId, waitMs)) {
      throw new StoreException(
          StoreException.Reason.UNAVAILABLE, "the store is behind the journal", null);
    }
    return call.run();
  }

  /** Calls of one account run one after the other; {@code account} null means no order is kept. */
  private <T> void inLane(
      final LocalAccount account,
      final long session,
      final Blocking.Call<T> call,
      final Then<T> then,
      final Then<StanzaError> failed) {
    final WorkLane lane = account == null ? new WorkLane() : account.lane();
    final Hold hold = holds.retain();
    final boolean queued =
        lane.add(
            () -> {
              if (account != null && account.status() == LocalAccount.Status.REMOVED) {
                // a successor of the same name must not meet what its predecessor left waiting
                Holds.release(hold);
                refused(failed, StanzaError.of(Condition.ITEM_NOT_FOUND));
                return false;
              }
              final boolean submitted =
                  workers
                      .calls()
                      .submit(
                          session,
                          call,
                          (value, failure, later) -> {
                            holds.goOn(hold); // what follows is for the same stanza
                            try {
                              answered(value, failure, then, failed);
                            } finally {
                              Holds.release(hold);
                              lane.next();
                              touched(account);
                            }
                          });
              if (!submitted) {
                Holds.release(hold);
                refused(failed, tooMuch());
              }
              return submitted;
            });
    if (!queued) {
      Holds.release(hold);
      refused(failed, tooMuch());
    }
  }

  private void touched(final LocalAccount account) {
    if (account != null) {
      core.accounts.becameIdle(account, out.nowMs());
    }
  }

  private <T> void answered(
      final T value,
      final StoreException failure,
      final Then<T> then,
      final Then<StanzaError> failed) {
    if (failure == null) {
      then.on(value, out);
      return;
    }
    core.counters.workFailed.increment();
    if (failed != null) {
      failed.on(toError(failure), out);
    }
  }

  private void refused(final Then<StanzaError> failed, final StanzaError error) {
    core.counters.workFailed.increment();
    if (failed != null) {
      failed.on(error, out);
    }
  }

  private static StanzaError tooMuch() {
    return StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too much work is waiting; try again");
  }

  /** A store that cannot answer now is worth another try; one that refused is not. */
  static StanzaError toError(final StoreException failure) {
    return failure.reason() == StoreException.Reason.UNAVAILABLE
        ? StanzaError.of(Condition.INTERNAL_SERVER_ERROR, "storage is not available; try again")
            .withType(StanzaError.Type.WAIT)
        : StanzaError.of(Condition.INTERNAL_SERVER_ERROR);
  }
}
