// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.ScramKeys;
import io.ringtail.parser.Jid;

/**
 * What passwords and proofs of one domain are checked against.
 *
 * <p>Owner: a thread that may block; every method may throw {@link
 * io.ringtail.handlers.port.StoreException}. Allocates: per call.
 */
public interface Credentials {
  /** A user name nobody has, with keys that no proof fits. */
  long NOBODY = -1;

  /**
   * Keys to check a proof with.
   *
   * @param accountNumber {@link #NOBODY} when the keys are invented
   */
  record Candidate(Jid account, long accountNumber, ScramKeys keys) {}

  /**
   * The account's keys for the hash. An unknown name gets a salt that is the same at every try (RFC
   * 5802 §9 leaves this to the server; without it names could be told from strangers).
   */
  Candidate scram(String userName, ScramHash hash);

  /** The account whose password this is, or a candidate with {@link #NOBODY}. */
  Candidate plain(String userName, String password);

  /** The bare JID a user name stands for; null when RFC 7622 forbids it. */
  Jid account(String userName);
}
