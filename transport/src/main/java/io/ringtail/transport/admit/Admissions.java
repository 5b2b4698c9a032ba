// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import io.ringtail.transport.loop.BoundedWork;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.settings.LoginSettings;

/**
 * The node's budget of logins, divided among its loops: connections are too.
 *
 * <p>Owner: made at the start; each lane is its loop's. Allocates: at start.
 */
public final class Admissions {
  /** The part of the time that a place for password checks is used. */
  private static final double WORKING = 0.5;

  private final LoginSettings settings;
  private final LoginLane[] passwords;
  private final LoginLane[] tokens;

  /**
   * @param work where passwords are checked
   */
  public Admissions(final LoginSettings settings, final IoLoop[] loops, final BoundedWork work) {
    this.settings = settings;
    final int count = loops.length;
    final int places = Math.max(1, settings.maxWaiting() / count);
    this.passwords = new LoginLane[count];
    this.tokens = new LoginLane[count];
    for (final IoLoop loop : loops) {
      passwords[loop.index()] =
          new LoginLane(
              loop,
              settings.passwordsPerSecond() / count,
              places,
              count / (settings.passwordsAtOnce() * WORKING),
              () -> work.underWay() >= settings.passwordsAtOnce());
      tokens[loop.index()] =
          new LoginLane(loop, settings.tokensPerSecond() / count, places, 0, () -> false);
    }
  }

  public LoginSettings settings() {
    return settings;
  }

  /** Logins that need a password checked. */
  public LoginLane passwords(final IoLoop loop) {
    return passwords[loop.index()];
  }

  /** Logins by token. */
  public LoginLane tokens(final IoLoop loop) {
    return tokens[loop.index()];
  }
}
