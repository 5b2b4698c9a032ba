// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import io.ringtail.handlers.port.LastActivityStore;
import io.ringtail.handlers.port.LastActivityStore.LastActivity;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Elements;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Notes when an account's last session ends, and the status with which it took its leave (XEP-0012
 * §3). Until the store has that, whoever asks is told it from memory: he works in another lane and
 * would read what was true before.
 *
 * <p>Owner: Router. Allocates: per session that goes offline.
 */
final class Recorder implements SessionListener {
  private static final int MAX_STATUS = 1024;

  private final LastActivityStore store;
  private final SessionKey<String> farewells;
  private final Long2ObjectHashMap<LastActivity> unwritten = new Long2ObjectHashMap<>();

  /**
   * @param farewells per session the status of its last unavailable presence; absent without one
   */
  Recorder(final LastActivityStore store, final SessionKey<String> farewells) {
    this.store = store;
    this.farewells = farewells;
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
  public void onClosed(final SessionView session, final Outbound out) {
    final AccountView account = session.account();
    if (account.sessionCount() > 0) {
      return;
    }
    final long number = account.number();
    final String status = session.state(farewells);
    final var now = new LastActivity(out.nowMs() / 1000, status == null ? "" : status);
    unwritten.put(number, now);
    out.call(
        account,
        () -> {
          store.store(number, now);
          return now;
        },
        (stored, later) -> unwritten.remove(number, now),
        (failure, later) -> unwritten.remove(number, now));
  }

  private static String shortened(final String status) {
    return status.codePointCount(0, status.length()) <= MAX_STATUS
        ? status
        : status.substring(0, status.offsetByCodePoints(0, MAX_STATUS));
  }
}
