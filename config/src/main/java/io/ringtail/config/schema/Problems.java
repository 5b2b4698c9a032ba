// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything found wrong or doubtful while reading, so that it can be reported together.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: per problem.
 */
public final class Problems {
  /** One finding and the place to mend it. */
  public record Problem(Origin origin, String text) {
    @Override
    public String toString() {
      return origin + ": " + text;
    }
  }

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Something that forbids the start. */
  public void error(final Origin origin, final String text) {
    errors.add(new Problem(origin, text));
  }

  /** Something the operator should know; the node starts. */
  public void warning(final Origin origin, final String text) {
    warnings.add(new Problem(origin, text));
  }

  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  public List<Problem> errors() {
    return sorted(errors);
  }

  public List<Problem> warnings() {
    return sorted(warnings);
  }

  private static List<Problem> sorted(final List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparing(Problem::origin)).distinct().toList();
  }
}
