// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.account.AccountEvents;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.register.PasswordChange;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.Jid;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Brings account changes made from outside to the Router as commands on the ring.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class RouterAccounts implements AccountEvents {
  private static final long TIMEOUT_SECONDS = 30;

  private final Predicate<Command> router;

  /**
   * @param router takes a command; false when too many are under way
   */
  RouterAccounts(final Predicate<Command> router) {
    this.router = router;
  }

  @Override
  public void created() {
    submit((node, out) -> out.accountsCreated());
  }

  @Override
  public boolean remove(final Jid account) {
    final CompletableFuture<Boolean> removed = new CompletableFuture<>();
    submit((node, out) -> remove(account, removed, out));
    return await(removed);
  }

  private static void remove(
      final Jid account, final CompletableFuture<Boolean> removed, final Outbound out) {
    out.withAccount(
        account,
        (found, later) -> {
          if (found == null) {
            removed.complete(false);
          } else {
            later.removeAccount(found, null, (done, last) -> end(removed, done));
          }
        },
        (error, later) -> removed.completeExceptionally(unavailable(error)));
  }

  private static void end(final CompletableFuture<Boolean> removed, final Boolean done) {
    if (done == null) {
      removed.completeExceptionally(
          new StoreException(
              StoreException.Reason.UNAVAILABLE, "the account could not be removed", null));
    } else {
      removed.complete(done);
    }
  }

  private static StoreException unavailable(final StanzaError error) {
    return new StoreException(StoreException.Reason.UNAVAILABLE, error.text(), null);
  }

  @Override
  public void passwordChanged(final Jid account) {
    final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    submit(
        (node, out) ->
            out.withAccount(
                account,
                (found, later) -> {
                  if (found != null) {
                    PasswordChange.endSessions(found, null, later);
                  }
                  ended.complete(true);
                },
                (error, later) -> ended.completeExceptionally(unavailable(error))));
    await(ended);
  }

  private void submit(final Command command) {
    if (!router.test(command)) {
      throw new StoreException(
          StoreException.Reason.UNAVAILABLE, "the node has too much to do; try again", null);
    }
  }

  private static boolean await(final CompletableFuture<Boolean> answer) {
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (final InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "interrupted", stopped);
    } catch (final TimeoutException late) {
      throw new StoreException(
          StoreException.Reason.UNAVAILABLE, "the node did not answer in time", late);
    } catch (final ExecutionException failed) {
      throw failed.getCause() instanceof StoreException store
          ? store
          : new StoreException(
              StoreException.Reason.REFUSED, "the node could not do it", failed.getCause());
    }
  }
}
