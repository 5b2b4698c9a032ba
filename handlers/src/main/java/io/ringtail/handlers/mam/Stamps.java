// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The moments in archive ids as XMPP writes them (XEP-0082), with microseconds.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Stamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long LAST_MICROS = ArchiveIds.toEpochMicros(Long.MAX_VALUE);

  private Stamps() {}

  /** When the message with this id was received. */
  public static String of(final long id) {
    return FORM.format(Instant.EPOCH.plus(ArchiveIds.toEpochMicros(id), ChronoUnit.MICROS));
  }

  /** Null for what is no date and time. */
  public static Instant parse(final String text) {
    try {
      return Instant.parse(text.strip());
    } catch (final DateTimeParseException invalid) {
      return null;
    }
  }

  /** The lowest id of a message received at this moment or later. */
  public static long firstIdAt(final Instant moment) {
    final long micros = micros(moment);
    final boolean between = moment.getNano() % 1_000 != 0;
    return ArchiveIds.firstAt(Math.min(LAST_MICROS, between ? micros + 1 : micros));
  }

  /** The highest id of a message received at this moment or earlier. */
  public static long lastIdAt(final Instant moment) {
    return moment.isBefore(Instant.EPOCH) ? 0 : ArchiveIds.lastAt(micros(moment));
  }

  private static long micros(final Instant moment) {
    if (moment.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return moment.getEpochSecond() > LAST_MICROS / 1_000_000 - 1
        ? LAST_MICROS
        : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
