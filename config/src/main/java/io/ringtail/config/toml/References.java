// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

import io.ringtail.config.schema.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} inside texts, so that secrets need not be
 * in the configuration file; a doubled dollar sign before a brace stands for a single one.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$\\{|\\{([^}]*)})");
  private static final long MAX_FILE_BYTES = 64 * 1024L;

  private final Map<String, String> environment;
  private final Path folder;
  private final Problems problems;

  public References(
      final Map<String, String> environment, final Path folder, final Problems problems) {
    this.environment = environment;
    this.folder = folder;
    this.problems = problems;
  }

  /** Replaces everywhere in the tree, in place. */
  public void resolve(final ConfigValue.Table table) {
    table.entries().replaceAll((name, value) -> resolved(value));
  }

  private ConfigValue resolved(final ConfigValue value) {
    return switch (value) {
      case ConfigValue.Table table -> {
        resolve(table);
        yield table;
      }
      case ConfigValue.Array array -> {
        array.elements().replaceAll(this::resolved);
        yield array;
      }
      case ConfigValue.Scalar(String text, Origin origin) when text.contains("${") ->
          new ConfigValue.Loose(text(text, origin), origin);
      case ConfigValue.Loose(String text, Origin origin) when text.contains("${") ->
          new ConfigValue.Loose(text(text, origin), origin);
      case ConfigValue.Scalar scalar -> scalar;
      case ConfigValue.Loose loose -> loose;
    };
  }

  private String text(final String text, final Origin origin) {
    final StringBuilder result = new StringBuilder();
    final Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      final String inner = matcher.group(2);
      final String replacement = inner == null ? "${" : value(inner, origin);
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(result).toString();
  }

  private String value(final String reference, final Origin origin) {
    if (reference.startsWith("env:")) {
      final String value = environment.get(reference.substring(4));
      if (value == null) {
        problems.error(origin, "${" + reference + "}: this environment variable is not set");
      }
      return value == null ? "" : value;
    }
    if (reference.startsWith("file:")) {
      return file(folder.resolve(reference.substring(5)), reference, origin);
    }
    problems.error(origin, "${" + reference + "}: use ${env:NAME} or ${file:PATH}; $${ for ${");
    return "";
  }

  private String file(final Path file, final String reference, final Origin origin) {
    try {
      if (Files.size(file) <= MAX_FILE_BYTES) {
        return Files.readString(file).stripTrailing();
      }
      problems.error(origin, "${" + reference + "}: the file is larger than 64 KiB");
    } catch (final IOException unreadable) {
      problems.error(origin, "${" + reference + "}: cannot read this file");
    }
    return "";
  }
}
