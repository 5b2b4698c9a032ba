// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import io.ringtail.handlers.port.LastActivityStore;
import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Elements;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Notes when the last of an account's clients was there, and the status with which it took its
 * leave (XEP-0012 §3). A session that could be resumed ends long after its client was lost. Until
 * the store has it, whoever asks is told it from memory: he works in another lane and would read
 * what was true before.
 *
 * <p>Owner: Router. Allocates: per session that goes offline.
 */
final class Recorder implements SessionListener {
  static final LastActivity NOBODY_LEFT = new LastActivity(0, "");

  private static final int MAX_STATUS = 1024;

  private final LastActivityStore store;
  private final SessionKey<String> farewells;
  private final AccountKey<LastActivity> newest;
  private final Long2ObjectHashMap<LastActivity> unwritten = new Long2ObjectHashMap<>();

  /**
   * @param farewells per session the status of its last unavailable presence; absent without one
   * @param newest of sessions that ended while there was another
   */
  Recorder(
      final LastActivityStore store,
      final SessionKey<String> farewells,
      final AccountKey<LastActivity> newest) {
    this.store = store;
    this.farewells = farewells;
    this.newest = newest;
  }

  /** What the store does not have yet, by account number; null when it has all. */
  LastActivity unwritten(final long account) {
    return unwritten.get(account);
  }

  @Override
  public void onUnavailable(final SessionView session, final byte[] presence, final Outbound out) {
    final String status = Elements.parse(presence, 0).textOf("status");
    session.state(farewells, status == null ? "" : shortened(status));
  }

  @Override
  public void onAvailable(final SessionView session, final Outbound out) {
    session.state(farewells, null);
  }

  @Override
  public void onDeparted(final SessionView session, final Outbound out) {
    onClosed(session, out);
  }

  @Override
  public void onClosed(final SessionView session, final Outbound out) {
    final AccountView account = session.account();
    final String status = session.state(farewells);
    final long atMs = session.goneAtMs() == 0 ? out.nowMs() : session.goneAtMs();
    final var own = new LastActivity(atMs / 1000, status == null ? "" : status);
    final LastActivity before = account.state(newest);
    final LastActivity last = own.epochSeconds() < before.epochSeconds() ? before : own;
    if (account.sessionCount() > 0) {
      account.state(newest, last);
    } else {
      account.state(newest, NOBODY_LEFT);
      write(account, last, out);
    }
  }

  private void write(final AccountView account, final LastActivity last, final Outbound out) {
    final long number = account.number();
    unwritten.put(number, last);
    out.call(
        account,
        () -> {
          store.store(number, last);
          return last;
        },
        (stored, later) -> unwritten.remove(number, last),
        (failure, later) -> unwritten.remove(number, last));
  }

  private static String shortened(final String status) {
    return status.codePointCount(0, status.length()) <= MAX_STATUS
        ? status
        : status.substring(0, status.offsetByCodePoints(0, MAX_STATUS));
  }
}
