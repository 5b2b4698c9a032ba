// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * How many logins a node takes on: {@code [logins]}.
 *
 * @param passwordsPerSecond logins by password, all loops together
 * @param tokensPerSecond logins by token (XEP-0484), which cost little
 * @param passwordsAtOnce password checks under way above which the next one waits
 * @param maxWaiting logins of each kind that may wait, all loops together
 * @param maxWaitMs longest wait
 * @param seeOtherHost where those turned away are sent, {@code host} or {@code host:port}; null for
 *     nowhere
 * @param strangers what comes before a login
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record LoginSettings(
    double passwordsPerSecond,
    double tokensPerSecond,
    int passwordsAtOnce,
    int maxWaiting,
    long maxWaitMs,
    String seeOtherHost,
    StrangerSettings strangers) {
  /** Practically no bound. */
  public static final LoginSettings OPEN =
      new LoginSettings(1e9, 1e9, Integer.MAX_VALUE, 1, 30_000, null, StrangerSettings.OPEN);
}
