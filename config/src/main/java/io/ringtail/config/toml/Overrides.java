// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

import io.ringtail.config.schema.Problems;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlInvalidTypeException;

/**
 * Puts settings of the command line over those of the file.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public final class Overrides {
  private final ConfigValue.Table root;
  private final Problems problems;

  public Overrides(final ConfigValue.Table root, final Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** {@code general.loglevel=debug}, {@code listen.c2s[0].port=5322}, {@code …c2s.0.port=5322}. */
  public void set(final String assignment) {
    final Origin origin = Origin.of("--set " + assignment);
    final int equals = assignment.indexOf('=');
    final List<String> path = equals < 1 ? List.of() : path(assignment.substring(0, equals));
    if (path.isEmpty()) {
      problems.error(origin, "is not KEY=VALUE, such as --set general.loglevel=info");
      return;
    }
    put(path, assignment.substring(equals + 1).strip(), origin);
  }

  /** Sets one key whose path is known. */
  public void put(final List<String> path, final String text, final Origin origin) {
    final String trouble = TreePath.put(root, path, new ConfigValue.Loose(text, origin));
    if (trouble != null) {
      problems.error(origin, trouble);
    }
  }

  /** Keys of a dotted path, list indices in either notation; empty when it is none. */
  private static List<String> path(final String dotted) {
    final String plain = dotted.strip().replaceAll("\\[([0-9]+)]", ".$1");
    try {
      return new ArrayList<>(Toml.parseDottedKey(plain));
    } catch (final IllegalArgumentException | TomlInvalidTypeException notDotted) {
      return List.of();
    }
  }
}
