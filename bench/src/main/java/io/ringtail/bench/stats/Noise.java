// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import io.ringtail.bench.result.Round;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the machine was quiet enough: repeats of the same round must agree on the server's CPU
 * per stanza within 10 %.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class Noise {
  /** The widest spread of a quiet machine, (max − min) / median. */
  public static final double LIMIT = 0.10;

  private static final int REPEATS = 3;

  private Noise() {}

  /** A sentence for the user, or nothing where the repeats agree or are too few to tell. */
  public static Optional<String> complaint(final List<Round> repeats) {
    return complaint(Figure.SERVER_CPU.of(repeats));
  }

  static Optional<String> complaint(final double... medians) {
    final double[] known = Samples.known(medians);
    final double spread = Samples.spread(known);
    if (known.length < REPEATS || spread <= LIMIT) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "too noisy: server CPU per stanza of %d repeats spreads over %.0f %% of its median;"
                + " up to %.0f %% may be quoted",
            known.length,
            spread * 100,
            LIMIT * 100));
  }
}
