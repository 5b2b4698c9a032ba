// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore.NewAccount;
import io.ringtail.parser.Jid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Turns lines into accounts, hashing passwords on several threads ahead of the store, which takes
 * them in the order of the lines. Bad lines are put aside.
 *
 * <p>Owner: the thread that feeds the store. Allocates: per line.
 */
final class UserImport implements Iterator<NewAccount>, AutoCloseable {
  /** Lines hashed ahead of the store, for each thread. */
  private static final int AHEAD = 64;

  private final Iterator<String> lines;
  private final Map<String, Passwords> passwords;
  private final ExecutorService hashing;
  private final int ahead;
  private final LongConsumer progress;
  private final Deque<Line> pending = new ArrayDeque<>();
  private final List<ImportReport.BadLine> examples = new ArrayList<>();
  private long number;
  private long good;
  private long bad;
  private NewAccount next;

  /** A line on its way; {@code stored} is empty when the password cannot be used. */
  private record Line(long number, Jid account, Future<Optional<StoredPassword>> stored) {}

  UserImport(
      final Iterator<String> lines,
      final Map<String, Passwords> passwords,
      final int threads,
      final LongConsumer progress) {
    this.lines = lines;
    this.passwords = passwords;
    this.hashing =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("import-", 0).daemon().factory());
    this.ahead = threads * AHEAD;
    this.progress = progress;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      fill();
      if (pending.isEmpty()) {
        return false;
      }
      final Line line = pending.poll();
      progress.accept(line.number());
      final Optional<StoredPassword> stored = result(line.stored());
      if (stored.isPresent()) {
        next = new NewAccount(line.account(), stored.get());
      } else {
        reject(line.number(), "the password cannot be used (RFC 4013)");
      }
    }
    return true;
  }

  @Override
  public NewAccount next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    final NewAccount account = next;
    next = null;
    good++;
    return account;
  }

  ImportReport report(final long created) {
    return new ImportReport(created, good - created, bad, examples);
  }

  @Override
  public void close() {
    hashing.shutdownNow();
  }

  private void fill() {
    while (pending.size() < ahead && lines.hasNext()) {
      final String line = lines.next();
      number++;
      if (!line.isBlank()) {
        take(UserLine.parse(line.charAt(0) == '\uFEFF' ? line.substring(1) : line));
      }
    }
  }

  private void take(final UserLine line) {
    if (line.problem() != null) {
      reject(number, line.problem());
      return;
    }
    final Jid account =
        line.username().isEmpty() || line.domain().isEmpty()
            ? null
            : Jid.of(line.username(), line.domain(), "");
    if (account == null) {
      reject(number, line.username() + "@" + line.domain() + " is no address (RFC 7622)");
    } else if (!passwords.containsKey(account.domain())) {
      reject(number, "the domain " + account.domain() + " is not served by this node");
    } else {
      final Passwords kept = passwords.get(account.domain());
      pending.add(new Line(number, account, hashing.submit(() -> kept.store(line.password()))));
    }
  }

  private void reject(final long line, final String why) {
    bad++;
    if (examples.size() < ImportReport.MAX_EXAMPLES) {
      examples.add(new ImportReport.BadLine(line, why));
    }
  }

  private static Optional<StoredPassword> result(final Future<Optional<StoredPassword>> future) {
    try {
      return future.get();
    } catch (final InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the import was stopped", stopped);
    } catch (final java.util.concurrent.ExecutionException bug) {
      throw new IllegalStateException("hashing a password failed", bug.getCause());
    }
  }
}
