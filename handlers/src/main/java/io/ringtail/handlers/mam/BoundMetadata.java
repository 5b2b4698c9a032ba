// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.ArchiveStore.Ends;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.parser.Element;
import java.util.Optional;

/**
 * Tells a client that binds where its archive begins and ends at that moment (XEP-0386 §4.2): what
 * is archived later reaches the session by itself.
 *
 * <p>Owner: Router. Allocates: per login.
 */
record BoundMetadata(MamSettings settings, ArchiveStore archive) implements BoundReport {
  @Override
  public Blocking.Call<Found> read(final AccountView account, final long nowMs) {
    final long number = account.number();
    final long expiredId = settings.expiredId(nowMs);
    return () -> {
      final Optional<Ends> ends = archive.ends(number, expiredId);
      return bound -> tell(ends.orElse(null), bound.newestMessageId(), expiredId);
    };
  }

  /**
   * @param newest of those archived since the account is in memory: some may have come since the
   *     store was read
   */
  private static Element tell(final Ends ends, final long newest, final long expiredId) {
    final Element metadata = new Element("metadata", MamNames.MAM);
    if (ends != null) {
      return describe(metadata, new Ends(ends.first(), Math.max(ends.last(), newest)));
    }
    return newest <= expiredId
        ? metadata
        : null; // its first messages have just come: not known which
  }

  /** XEP-0313 §5. */
  static Element describe(final Element metadata, final Ends ends) {
    describe(metadata.child("start"), ends.first());
    describe(metadata.child("end"), ends.last());
    return metadata;
  }

  private static void describe(final Element element, final long id) {
    element.set("id", ArchiveIds.toText(id)).set("timestamp", Stamps.of(id));
  }
}
