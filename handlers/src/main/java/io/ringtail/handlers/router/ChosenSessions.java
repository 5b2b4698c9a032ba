// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.SessionView;
import java.util.Arrays;

/**
 * The sessions one message goes to; reused for every message.
 *
 * <p>Owner: Router. Allocates: to grow past the most sessions chosen before.
 */
final class ChosenSessions implements RoutedHook.Chosen {
  private LocalSession[] sessions = new LocalSession[4];
  private int count;

  void clear() {
    Arrays.fill(sessions, 0, count, null);
    count = 0;
  }

  void add(final LocalSession session) {
    if (count == sessions.length) {
      sessions = Arrays.copyOf(sessions, count * 2);
    }
    sessions[count++] = session;
  }

  /** RFC 6121 §8.5.2.1.1: all sessions of the highest non-negative priority. */
  void addMostAvailable(final LocalAccount account) {
    int highest = -1;
    for (int i = 0; i < account.sessionCount(); i++) {
      final LocalSession session = account.session(i);
      if (session.isAvailable() && session.priority() > highest) {
        highest = session.priority();
      }
    }
    for (int i = 0; highest >= 0 && i < account.sessionCount(); i++) {
      final LocalSession session = account.session(i);
      if (session.isAvailable() && session.priority() == highest) {
        add(session);
      }
    }
  }

  /** RFC 6121 §8.5.2.1.1, headline: all sessions with a non-negative priority. */
  void addNonNegative(final LocalAccount account) {
    for (int i = 0; i < account.sessionCount(); i++) {
      final LocalSession session = account.session(i);
      if (session.isAvailable() && session.priority() >= 0) {
        add(session);
      }
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public LocalSession session(final int position) {
    return sessions[position];
  }

  @Override
  public boolean contains(final SessionView session) {
    for (int i = 0; i < count; i++) {
      if (sessions[i] == session) {
        return true;
      }
    }
    return false;
  }
}
