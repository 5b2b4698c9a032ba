// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import io.ringtail.transport.loop.BoundedWork;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.LaneCounters;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The node's budget of logins, and of what strangers may ask for before, divided among its loops:
 * connections are too.
 *
 * <p>Owner: made at the start; each lane is its loop's. Allocates: at start.
 */
public final class Admissions {
  /** The part of the time that a place for password checks is used. */
  private static final double WORKING = 0.5;

  private final LoginSettings settings;
  private final LoginLane[] passwords;
  private final LoginLane[] tokens;
  private final LoginLane[] handshakes;
  private final LoginLane[] registrations;
  private final Strangers[] strangers;
  private final AcceptBudget accepts;

  /**
   * @param work where passwords are checked
   */
  public Admissions(final LoginSettings settings, final IoLoop[] loops, final BoundedWork work) {
    this.settings = settings;
    final int count = loops.length;
    final int places = Math.max(1, settings.maxWaiting() / count);
    this.passwords = new LoginLane[count];
    this.tokens = new LoginLane[count];
    this.handshakes = new LoginLane[count];
    this.registrations = new LoginLane[count];
    this.strangers = new Strangers[count];
    final StrangerSettings bounds = settings.strangers();
    this.accepts = new AcceptBudget(bounds.acceptsPerSecond(), SystemNanoClock.INSTANCE);
    final int crowd = Math.max(1, bounds.mostConnected() / count);
    for (final IoLoop loop : loops) {
      passwords[loop.index()] =
          new LoginLane(
              loop,
              loop.counters().logins,
              settings.passwordsPerSecond() / count,
              places,
              count / (settings.passwordsAtOnce() * WORKING),
              () -> work.underWay() >= settings.passwordsAtOnce());
      tokens[loop.index()] =
          lane(loop, loop.counters().logins, settings.tokensPerSecond() / count, places);
      handshakes[loop.index()] =
          lane(loop, loop.counters().handshakes, bounds.handshakesPerSecond() / count, places);
      registrations[loop.index()] =
          lane(
              loop, loop.counters().registrations, bounds.registrationsPerSecond() / count, places);
      strangers[loop.index()] = new Strangers(crowd, loop.counters().strangers);
    }
  }

  private static LoginLane lane(
      final IoLoop loop, final LaneCounters counters, final double perSecond, final int places) {
    return new LoginLane(loop, counters, perSecond, places, 0, () -> false);
  }

  public LoginSettings settings() {
    return settings;
  }

  /** Connections accepted. */
  public AcceptBudget accepts() {
    return accepts;
  }

  /** Connections on which nobody has logged in yet. */
  public Strangers strangers(final IoLoop loop) {
    return strangers[loop.index()];
  }

  /** Logins that need a password checked. */
  public LoginLane passwords(final IoLoop loop) {
    return passwords[loop.index()];
  }

  /** TLS handshakes: whether one will be short is not known before it begins. */
  public LoginLane handshakes(final IoLoop loop) {
    return handshakes[loop.index()];
  }

  /** Registrations: their passwords are hashed, and most fail where names are guessed. */
  public LoginLane registrations(final IoLoop loop) {
    return registrations[loop.index()];
  }

  /** Logins by token. */
  public LoginLane tokens(final IoLoop loop) {
    return tokens[loop.index()];
  }
}
