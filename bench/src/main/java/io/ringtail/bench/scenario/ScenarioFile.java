// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads scenarios: those shipped in the jar by name, others by path. All problems of a file are
 * told together, each with its line and, for an unknown key, the nearest known one.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
public final class ScenarioFile {
  private static final String FOLDER = "/io/ringtail/bench/scenarios/";

  private final String name;
  private final Map<Key, Object> values = new EnumMap<>(Key.class);
  private final List<String> problems = new ArrayList<>();

  private ScenarioFile(final String name) {
    this.name = name;
  }

  /** The shipped scenarios' names, in the order of an index beside them. */
  public static List<String> shipped() {
    return resource("index").lines().filter(line -> !line.isBlank()).toList();
  }

  /** Reads a shipped scenario or a file, then sets {@code overrides} ({@code table.key=value}). */
  public static Scenario read(final String nameOrPath, final List<String> overrides) {
    final ScenarioFile file = new ScenarioFile(nameOrPath.replaceAll("^.*/|\\.toml$", ""));
    final Path path = Path.of(nameOrPath);
    if (shipped().contains(nameOrPath)) {
      file.parse(nameOrPath + ".toml", resource(nameOrPath + ".toml"));
    } else if (Files.isRegularFile(path)) {
      file.parse(nameOrPath, text(path));
    } else {
      throw new ScenarioException(
          "there is no scenario or file '"
              + nameOrPath
              + "'"
              + Nearest.hint(nameOrPath, shipped())
              + "; shipped are "
              + String.join(", ", shipped()));
    }
    for (final String override : overrides) {
      file.override(override);
    }
    return file.finish();
  }

  private Scenario finish() {
    if (!values.containsKey(Key.KIND) && problems.isEmpty()) {
      problems.add(name + ": the key 'kind' is missing: " + Key.KIND.help());
    }
    if (!problems.isEmpty()) {
      throw new ScenarioException(String.join(System.lineSeparator(), problems));
    }
    return new Scenario(name, values);
  }

  private void parse(final String origin, final String text) {
    final TomlParseResult toml = Toml.parse(text);
    toml.errors()
        .forEach(
            error ->
                problems.add(
                    origin + ':' + error.position().line() + ": not TOML: " + error.getMessage()));
    take(origin, "", toml);
  }

  private void take(final String origin, final String prefix, final TomlTable table) {
    for (final String key : table.keySet()) {
      final Object value = table.get(List.of(key));
      final TomlPosition at = table.inputPositionOf(List.of(key));
      final String place = origin + (at == null ? "" : ":" + at.line());
      if (value instanceof TomlTable nested && isTable(prefix + key)) {
        take(origin, prefix + key + '.', nested);
      } else {
        set(place, prefix + key, value);
      }
    }
  }

  private static boolean isTable(final String path) {
    return Arrays.stream(Key.values()).anyMatch(key -> key.path().startsWith(path + '.'));
  }

  private void set(final String place, final String path, final Object value) {
    final Key key = Key.of(path).orElse(null);
    if (key == null) {
      final List<String> known = Arrays.stream(Key.values()).map(Key::path).toList();
      problems.add(place + ": unknown key '" + path + "'" + Nearest.hint(path, known));
      return;
    }
    try {
      values.put(key, key.check(value));
    } catch (final IllegalArgumentException e) {
      problems.add(place + ": " + path + ' ' + e.getMessage());
    }
  }

  private void override(final String override) {
    final int equals = override.indexOf('=');
    if (equals < 0) {
      problems.add("--set " + override + ": must be table.key=value");
      return;
    }
    final String path = override.substring(0, equals).trim();
    final String text = override.substring(equals + 1).trim();
    final TomlParseResult toml = Toml.parse("value = " + text);
    final Object value = toml.hasErrors() ? text : toml.get("value");
    set("--set " + override, path, value);
  }

  private static String resource(final String file) {
    try (InputStream in = ScenarioFile.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(final Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new ScenarioException(path + ": cannot be read: " + e.getMessage());
    }
  }
}
