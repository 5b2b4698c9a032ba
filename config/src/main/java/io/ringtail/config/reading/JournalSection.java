// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.JournalSettings;

/**
 * Declares and reads {@code [journal]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class JournalSection {
  static final Key<String> SYNC =
      Key.of(
          "sync",
          Kinds.word("none", "interval", "always"),
          "interval",
          "When what was journaled is forced to the disk: when the kernel likes, together once per"
              + " interval, or without a pause. An entry survives the end of the process in any"
              + " case; a loss of power only once it is synced. No message waits for a sync;"
              + " acknowledgements do where `ack` says so.");
  static final Key<Long> SYNC_INTERVAL =
      Key.of("sync_interval", Kinds.whole(1, 10_000), 5L, "The pause of `sync = \"interval\"`.")
          .in("ms");
  static final Key<String> ACK =
      Key.of(
          "ack",
          Kinds.word("appended", "synced"),
          "appended",
          "What a durable stanza must be before XEP-0198 acknowledges it to its sender. With"
              + " `synced` what was acknowledged survives a loss of power: `<a/>`, and the counts"
              + " in `<resumed/>` and `<failed/>`, wait for the sync, a millisecond or more."
              + " Nothing else does: recipients get a message, and clients the result of a request,"
              + " as soon as it is appended, so that after a loss of power a sender may send again"
              + " what its recipient has already. While the disk does not sync, clients that ask"
              + " are told every second what is safe so far, and those that want to resume are sent"
              + " away after ten.");
  static final Key<String> ROLL =
      Key.of(
          "roll",
          Kinds.word("five_minutely", "hourly", "daily"),
          "hourly",
          "How long one file is written to. Files are deleted whole, when the database and every"
              + " checkpoint have passed them. A journal that exists keeps its own.");
  static final Key<Long> BLOCK_SIZE =
      Key.of(
              "block_size",
              Kinds.whole(1 << 18, 1 << 30),
              4L << 20,
              "How much of a file is mapped at a time; more where `max_stanza_size` asks for it."
                  + " Change to 64 MiB on large machines.")
          .in("bytes");
  static final Key<Long> MIN_FREE =
      Key.of(
              "min_free",
              Kinds.whole(0, Long.MAX_VALUE / 2),
              256L << 20,
              "Disk space below which messages that must be kept are refused with the error"
                  + " `resource-constraint`, until there is a quarter more.")
          .in("bytes");

  static final Section SECTION =
      Section.of(
          "[journal]",
          "The log that takes every message to be kept before anybody is told of it.",
          SYNC,
          SYNC_INTERVAL,
          ACK,
          ROLL,
          BLOCK_SIZE,
          MIN_FREE);

  private JournalSection() {}

  static JournalSettings settings(final Values journal, final Reading reading) {
    if (journal.get(ACK).equals("synced") && journal.get(SYNC).equals("none")) {
      reading.error(journal, ACK, "= \"synced\" would never come with sync = \"none\"");
    }
    return new JournalSettings(
        journal.get(SYNC),
        journal.intOf(SYNC_INTERVAL),
        journal.get(ACK),
        journal.get(ROLL),
        journal.intOf(BLOCK_SIZE),
        journal.get(MIN_FREE));
  }
}
