// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.util.List;

/**
 * What one server did in a run: its rounds, or why it could not take part.
 *
 * <p>Owner: anyone. Allocates: once per run.
 *
 * @param name as the report shows it, such as {@code Prosody}
 * @param address where it listened
 * @param software name and version it told (XEP-0092), or the user's word for it; may be empty
 * @param features what it offered of the things the scenario asks for
 * @param notOffered the features it lacks; then there are no rounds, and no zero stands for them
 * @param rounds in the order they ran
 */
public record TargetResult(
    String name,
    String address,
    String software,
    List<String> features,
    String notOffered,
    List<Round> rounds) {
  public TargetResult {
    features = List.copyOf(features);
    rounds = List.copyOf(rounds);
  }

  /** One that took part. */
  public static TargetResult of(
      final String name,
      final String address,
      final String software,
      final List<String> features,
      final List<Round> rounds) {
    return new TargetResult(name, address, software, features, "", rounds);
  }

  /** One that could not. */
  public static TargetResult notOffered(
      final String name, final String address, final String software, final String missing) {
    return new TargetResult(name, address, software, List.of(), missing, List.of());
  }

  public boolean isOffered() {
    return notOffered.isEmpty();
  }

  /** The rounds that may be quoted. */
  public List<Round> validRounds() {
    return rounds.stream().filter(round -> round.validity().isValid()).toList();
  }
}
