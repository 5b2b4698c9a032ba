// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import com.ongres.saslprep.SASLprep;
import java.util.Optional;

/**
 * Brings passwords into the one form both sides hash (RFC 4013).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Saslprep {
  private static final SASLprep PROFILE = new SASLprep();

  private Saslprep() {}

  /** The prepared password; empty when nothing is left of it or a character is prohibited. */
  public static Optional<String> prepare(final String clear) {
    try {
      // RFC 3454 §7: unassigned code points are let through, or whoever has an emoji in the
      // password could never log in: the tables stopped at Unicode 3.2.
      final String prepared = PROFILE.prepareQuery(clear);
      return prepared.isEmpty() ? Optional.empty() : Optional.of(prepared);
    } catch (final IllegalArgumentException | IndexOutOfBoundsException prohibited) {
      // The library runs out of bounds when mapping leaves nothing, as of a soft hyphen alone.
      return Optional.empty();
    }
  }
}
