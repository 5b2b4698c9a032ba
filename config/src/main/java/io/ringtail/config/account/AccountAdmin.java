// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What an operator may do with accounts; the same whether the node runs or only its data folder is
 * there.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * io.ringtail.handlers.port.StoreException}.
 */
public interface AccountAdmin {
  Outcome register(String username, String domain, String password);

  Outcome remove(String user);

  /** Ok when the account exists. */
  Outcome check(String user);

  Outcome changePassword(String user, String newPassword);

  /** Addresses of a domain in order, from the first behind {@code after}; empty after the last. */
  List<String> list(String domain, String after, int limit);

  /** How many accounts the domain has; refused when the domain is not served. */
  Outcome count(String domain);

  /**
   * Creates an account for every line {@code username,domain,password}.
   *
   * @param progress hears the number of lines done so far
   */
  ImportReport importUsers(Iterator<String> lines, LongConsumer progress);
}
