// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of mod_mam. In MongooseIM's way most may stand in the section itself or in its
 * sub-table {@code pm}, which wins.
 *
 * @param archiveChatMarkers chat markers are kept too
 * @param stanzaIds messages carry their archive id
 * @param retraction retracted messages are replaced by tombstones
 * @param fullTextSearch text may be searched for
 * @param enforceSimpleQueries results are never counted
 * @param retentionDays how long messages stay; 0 for ever
 * @param page sizes of pages
 * @param rate how often an archive may be asked
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
record MamSettings(
    boolean archiveChatMarkers,
    boolean stanzaIds,
    boolean retraction,
    boolean fullTextSearch,
    boolean enforceSimpleQueries,
    int retentionDays,
    PageSize page,
    Rate rate) {

  /** Messages of a page where the client does not say, and at most. */
  record PageSize(int byDefault, int max) {}

  /** Requests per second of one account, and of all of a host type together. */
  record Rate(long perAccount, long inAll) {}

  private static final int MAX_PAGE = 1_000;

  private static final Option<Boolean> ARCHIVE_CHAT_MARKERS =
      flag("archive_chat_markers", false, "keep chat markers (XEP-0333) that have no text, too");
  private static final Option<Boolean> NO_STANZAID_ELEMENT =
      flag("no_stanzaid_element", false, "do not tell clients the archive id of what they receive");
  private static final Option<Boolean> MESSAGE_RETRACTION =
      flag("message_retraction", true, "replace retracted messages by tombstones (XEP-0424)");
  private static final Option<Boolean> FULL_TEXT_SEARCH =
      flag(
          "full_text_search",
          false,
          "let clients search for words (XEP-0431); costs the database about as much again as the"
              + " messages themselves");
  private static final Option<Boolean> ENFORCE_SIMPLE_QUERIES =
      flag(
          "enforce_simple_queries",
          false,
          "never count the results of a query; change if archives are large and clients ask often");
  private static final Option<Long> DEFAULT_RESULT_LIMIT =
      whole(
          "default_result_limit", 1, MAX_PAGE, 50, "messages", "page size where none is asked for");
  private static final Option<Long> MAX_RESULT_LIMIT =
      whole("max_result_limit", 1, MAX_PAGE, 50, "messages", "largest page size");
  private static final Option<Long> RETENTION_DAYS =
      whole(
          "retention_days",
          0,
          36_500,
          0,
          "days",
          "how long messages stay in archives; 0 for ever. Where domains differ, each has its own"
              + " in its host_config; the database drops whole months as soon as nobody keeps"
              + " them");
  private static final Option<Long> QUERY_RATE =
      whole(
          "query_rate",
          1,
          1_000_000,
          10,
          "per second",
          "requests one account may make, after a burst of twice as many");
  private static final Option<Long> TOTAL_QUERY_RATE =
      whole(
          "total_query_rate",
          1,
          1_000_000,
          1_000,
          "per second",
          "requests all accounts together may make; change if the database has room");
  private static final Option<String> BACKEND =
      new Option<>(
          "backend",
          new Option.OneOf(List.of("rdbms")),
          "rdbms",
          "",
          "where it is kept: always the node's relational store");

  private static final List<Option<?>> OF_BOTH =
      List.of(
          ARCHIVE_CHAT_MARKERS,
          NO_STANZAID_ELEMENT,
          MESSAGE_RETRACTION,
          FULL_TEXT_SEARCH,
          ENFORCE_SIMPLE_QUERIES,
          DEFAULT_RESULT_LIMIT,
          MAX_RESULT_LIMIT);

  private static Option<Boolean> flag(final String name, final boolean usual, final String help) {
    return new Option<>(name, new Option.Flag(), usual, "", help);
  }

  private static Option<Long> whole(
      final String name,
      final long min,
      final long max,
      final long usual,
      final String unit,
      final String help) {
    return new Option<>(name, new Option.Whole(min, max), usual, unit, help);
  }

  /** Every option, also as it may stand under {@code pm}. */
  static List<Option<?>> options() {
    final List<Option<?>> options = new ArrayList<>(OF_BOTH);
    options.add(RETENTION_DAYS);
    options.add(QUERY_RATE);
    options.add(TOTAL_QUERY_RATE);
    options.add(BACKEND);
    OF_BOTH.forEach(option -> options.add(underPm(option)));
    return options;
  }

  private static <T> Option<T> underPm(final Option<T> option) {
    return new Option<>(
        "pm." + option.name(),
        option.kind(),
        option.defaultValue(),
        option.unit(),
        "as in the section itself, which it overrides");
  }

  private static <T> T value(final Options options, final Option<T> option) {
    final Option<T> inner = underPm(option);
    return options.values().containsKey(inner.name()) ? options.get(inner) : options.get(option);
  }

  static MamSettings of(final Options options) {
    final int max = Math.toIntExact(value(options, MAX_RESULT_LIMIT));
    final int usual = Math.toIntExact(value(options, DEFAULT_RESULT_LIMIT));
    return new MamSettings(
        value(options, ARCHIVE_CHAT_MARKERS),
        !value(options, NO_STANZAID_ELEMENT),
        value(options, MESSAGE_RETRACTION),
        value(options, FULL_TEXT_SEARCH),
        value(options, ENFORCE_SIMPLE_QUERIES),
        Math.toIntExact(options.get(RETENTION_DAYS)),
        new PageSize(Math.min(usual, max), max),
        new Rate(options.get(QUERY_RATE), options.get(TOTAL_QUERY_RATE)));
  }

  /** Messages up to this id have been in the archive for too long to be shown. */
  long expiredId(final long nowMs) {
    return retentionDays == 0 ? 0 : ArchiveIds.firstOfLast(retentionDays, nowMs) - 1;
  }

  /** How many messages the page has; {@code asked} −1 where the client did not say. */
  int limit(final int asked) {
    return asked < 0 ? page.byDefault() : Math.min(asked, page.max());
  }
}
