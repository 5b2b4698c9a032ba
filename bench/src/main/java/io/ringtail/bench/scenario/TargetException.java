// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Account;
import io.ringtail.bench.xmpp.Target;
import java.util.Locale;

/**
 * A target that cannot be measured, with what to do about it.
 *
 * <p>Owner: anyone. Allocates: per problem.
 */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TargetException(final String message) {
    super(message);
  }

  static TargetException of(final Target target, final Account account, final String reason) {
    final String where = target.name() + " (" + target.host() + ':' + target.port() + ')';
    final String why = reason == null ? "unknown reason" : reason;
    final String lower = why.toLowerCase(Locale.ROOT);
    if (lower.contains("refused")) {
      return new TargetException(where + " is down: nothing listens there. " + why);
    }
    if (lower.contains("not-authorized") || lower.contains("authentication failed")) {
      return new TargetException(
          where
              + " does not know "
              + account.bare()
              + " with the password '"
              + account.password()
              + "' ("
              + why
              + "). The lab logs in as PREFIX0 … PREFIXn: give --user-prefix and --password if"
              + " yours are named otherwise, or --create-accounts to have them made where the"
              + " server offers registration (XEP-0077), or import them with the server's own"
              + " tool");
    }
    return new TargetException(where + ", " + account.bare() + ": " + why);
  }
}
