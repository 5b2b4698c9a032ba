// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.support;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.transcript.Transcript;
import io.ringtail.handlers.transcript.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The table of supported specifications in the README, made from what the features declare and the
 * transcripts show. Run it with the README's path to bring the table up to date.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class SupportTable {
  public static final String BEGIN = "<!-- support table: generated, see SupportTable -->";
  public static final String END = "<!-- end of support table -->";

  /** What happens before a session, where no transcript begins: the test that shows it. */
  private static final Map<String, String> SHOWN_ELSEWHERE =
      Map.of("XEP-0388", "`Sasl2Test`", "XEP-0484", "`FastTest`");

  /** A line of the table. */
  private record Row(Spec spec, String module, boolean on) {}

  private SupportTable() {}

  public static void main(final String[] arguments) throws IOException {
    final Path readme = Path.of(arguments[0]);
    Files.writeString(readme, replaceIn(Files.readString(readme)));
  }

  /** The README with the table between the markers as it should be. */
  public static String replaceIn(final String readme) {
    final int begin = readme.indexOf(BEGIN);
    final int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the README lacks the markers of the support table");
    }
    return readme.substring(0, begin + BEGIN.length())
        + "\n\n"
        + markdown(HostTypes.discover(), Transcripts.all())
        + "\n"
        + readme.substring(end);
  }

  static String markdown(final List<Feature> features, final List<Transcript> transcripts) {
    final StringBuilder table =
        new StringBuilder(
            """
            | specification | version | title | module | default | transcripts |
            |---|---|---|---|---|---|
            """);
    for (final Row row : rows(features)) {
      table
          .append("| ")
          .append(
              String.join(
                  " | ",
                  row.spec.document(),
                  row.spec.version(),
                  row.spec.title(),
                  '`' + row.module + '`',
                  row.on ? "on" : "off",
                  proof(row.spec, transcripts)))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String proof(final Spec spec, final List<Transcript> transcripts) {
    final String elsewhere = SHOWN_ELSEWHERE.get(spec.document());
    return elsewhere == null ? Long.toString(count(spec, transcripts)) : elsewhere;
  }

  static boolean isShown(final Spec spec, final List<Transcript> transcripts) {
    return SHOWN_ELSEWHERE.containsKey(spec.document()) || count(spec, transcripts) > 0;
  }

  private static List<Row> rows(final List<Feature> features) {
    final List<Row> rows = new ArrayList<>();
    for (final Feature feature : features) {
      for (final Spec spec : feature.specs()) {
        rows.add(new Row(spec, feature.module(), feature.enabledByDefault()));
      }
    }
    rows.sort(Comparator.comparing((Row row) -> row.spec.document()).thenComparing(Row::module));
    return rows;
  }

  /** How many transcripts name the specification, and the same version where they name one. */
  static long count(final Spec spec, final List<Transcript> transcripts) {
    return transcripts.stream()
        .filter(transcript -> transcript.specs().stream().anyMatch(text -> names(text, spec)))
        .count();
  }

  private static boolean names(final String text, final Spec spec) {
    final String wanted =
        spec.version().isEmpty() ? spec.document() : spec.document() + ' ' + spec.version();
    return (text + ' ').startsWith(wanted + ' ');
  }
}
