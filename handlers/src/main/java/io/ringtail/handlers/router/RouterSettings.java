// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * What the Router is told once.
 *
 * @param random for resources the server chooses
 * @param maxSessions sessions an account may have; more are refused with {@code
 *     resource-constraint}
 * @param maxOffline offline messages an account may have; more are not kept
 * @param revocations whose proof is void by now
 * @param limits of stanzas, for those the node generates
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record RouterSettings(
    RandomGenerator random,
    ToIntFunction<Jid> maxSessions,
    ToIntFunction<Jid> maxOffline,
    Revocations revocations,
    Limits limits) {
  /** What MongooseIM allows where no rule says otherwise. */
  private static final int MAX_OFFLINE = 100;

  public RouterSettings(
      final RandomGenerator random, final ToIntFunction<Jid> maxSessions, final Limits limits) {
    this(random, maxSessions, account -> MAX_OFFLINE, new Revocations(), limits);
  }
}
