// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import java.util.function.IntFunction;

/**
 * How connection number n logs in, and the address others reach it by.
 *
 * @param login the login of connection n
 * @param address full JID of connection n
 *     <p>Owner: anyone, immutable. Allocates: per call.
 */
public record Logins(IntFunction<Login> login, IntFunction<String> address) {
  private static final String RESOURCE = "bench";

  /**
   * Accounts PREFIX0 …, each with its name as password.
   *
   * @param managed whether their streams are managed (XEP-0198)
   */
  public static Logins xmpp(final String domain, final String prefix, final boolean managed) {
    return new Logins(
        n -> Login.xmpp(domain, prefix + n, prefix + n, RESOURCE, false, managed),
        n -> prefix + n + '@' + domain + '/' + RESOURCE);
  }

  /** The relay knows numbers only. */
  public static Logins relay() {
    return new Logins(Login::relay, n -> "user" + n + "@localhost/" + RESOURCE);
  }
}
