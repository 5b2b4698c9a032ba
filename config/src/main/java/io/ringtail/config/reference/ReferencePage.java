// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reference;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code config/docs/configuration.md} from the declarations, so that it cannot be wrong.
 *
 * <p>Owner: the command's thread. Allocates: per call.
 */
public final class ReferencePage {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is written by `ringtail config reference`; a test keeps it current. Change the
      declarations in `config`, not this page.

      The configuration file is TOML with MongooseIM's vocabulary. `ringtail start --config FILE`
      reads it; without a file the node serves `localhost` on loopback with SQLite in the data
      folder and a self-signed certificate. `ringtail config print --default` prints those defaults
      as a file to begin with, `ringtail config check --config FILE` reports every problem at once.

      * The command line wins over the environment, which wins over the file.
        `--set listen.c2s.0.port=5322` and `RINGTAIL_LISTEN_C2S_0_PORT=5322` set the same key.
      * `"${env:NAME}"` inside a text stands for an environment variable, `"${file:PATH}"` for the
        content of a file; `$${` is a plain `${`.
      * File names are relative to the folder of the configuration file.
      * Differences from MongooseIM: a listener without `tls` offers STARTTLS with the self-signed
        certificate (`tls.mode = "none"` turns that off); without any `[modules.…]` the default
        modules run; without `[listen]` the node listens on loopback; limits that are `infinity`
        there have a bound here.
      """;

  private final StringBuilder out = new StringBuilder(INTRODUCTION);
  private final Set<Section> written = new LinkedHashSet<>();

  private ReferencePage() {}

  public static String text(final Section root) {
    final ReferencePage page = new ReferencePage();
    page.nested(root);
    page.out.append("\n## Other sections\n");
    page.accepted(root);
    return page.out.toString();
  }

  private void nested(final Section parent) {
    for (final Key<?> key : parent.keys()) {
      final Section section =
          switch (key.kind()) {
            case Tables.Nested nested -> nested.section();
            case Tables.Named<?> named when named.kind() instanceof Tables.Nested inner ->
                inner.section();
            default -> null;
          };
      if (section != null && written.add(section)) {
        section(section);
        nested(section);
      }
    }
  }

  private void section(final Section section) {
    out.append("\n## `").append(section.title()).append("`\n\n");
    out.append(section.help()).append('\n');
    final List<Key<?>> keys =
        section.keys().stream().filter(Key::isRead).filter(EffectiveFile::isPlain).toList();
    if (!keys.isEmpty()) {
      out.append("\n| key | value | default | |\n|---|---|---|---|\n");
      keys.forEach(this::row);
    }
    accepted(section);
  }

  private void row(final Key<?> key) {
    final boolean required = key.use() instanceof Key.Use.Required;
    final String fallback =
        key.fallback() == null ? (required ? "required" : "") : code(key.printedFallback());
    cell("`" + key.name() + "`");
    cell(key.kind().describe().replace("\"", "`"));
    cell(fallback + (key.unit().isEmpty() || fallback.isEmpty() ? "" : " " + key.unit()));
    cell(key.help());
    out.append("|\n");
  }

  private void cell(final String text) {
    out.append("| ").append(text.replace("|", "\\|")).append(' ');
  }

  private static String code(final String text) {
    return "`" + text + "`";
  }

  /** Keys that are not read, by what becomes of them. */
  private void accepted(final Section section) {
    final Map<String, List<String>> groups = new LinkedHashMap<>();
    for (final Key<?> key : section.keys()) {
      final String group =
          switch (key.use()) {
            case Key.Use.Ignored(String why) -> "Accepted, changes nothing (" + why + ")";
            case Key.Use.Renamed(String now) -> "Older name of `" + now + "`";
            case Key.Use.Refused(String why) -> "Not available (" + why + ")";
            case Key.Use.Normal normal -> null;
            case Key.Use.Required required -> null;
          };
      if (group != null) {
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(code(key.name()));
      }
    }
    if (!groups.isEmpty()) {
      out.append('\n');
      groups.forEach(
          (group, names) ->
              out.append("* ")
                  .append(group)
                  .append(": ")
                  .append(String.join(", ", names))
                  .append(".\n"));
    }
  }
}
