// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

/**
 * A scenario that cannot be run, in words for its author: file, line, what is wrong.
 *
 * <p>Owner: anyone. Allocates: per problem.
 */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ScenarioException(final String message) {
    super(message);
  }
}
