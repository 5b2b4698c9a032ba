// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.parser.Jid;
import java.util.function.Supplier;

/**
 * What has to happen next in an authentication.
 *
 * <p>Owner: the loop of the stream; the work of {@link Work} runs where it may block. Allocates:
 * per construction.
 */
public sealed interface SaslStep {
  /** Send this challenge (may be empty) and wait for the response. */
  record Challenge(byte[] data) implements SaslStep {}

  /**
   * The client is who it says.
   *
   * @param account bare JID
   * @param accountNumber its number in the account store
   * @param data additional data with success; null when there is none
   */
  record Done(Jid account, long accountNumber, byte[] data) implements SaslStep {}

  /**
   * The exchange is over without success.
   *
   * @param text says why; null for nothing
   * @param isGuess false where no secret was looked at: whoever guesses has learned nothing
   */
  record Failed(SaslFailure failure, String text, boolean isGuess) implements SaslStep {
    public Failed(final SaslFailure failure) {
      this(failure, null, true);
    }
  }

  /** Something slow: run it off the loop and go on with the step it returns. */
  record Work(Supplier<SaslStep> call) implements SaslStep {}
}
