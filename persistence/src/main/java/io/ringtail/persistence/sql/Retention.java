// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.ArchiveIds;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the archives of some domains keep messages.
 *
 * @param hostType name of the host type that says so
 * @param domains whose accounts
 * @param days for how long; 0 for ever
 *     <p>Owner: anyone, immutable. Allocates: never.
 */
public record Retention(String hostType, List<String> domains, int days) {
  public Retention {
    domains = List.copyOf(domains);
  }

  boolean isForEver() {
    return days == 0;
  }

  /** Names the rule where its progress is kept: with other domains it begins anew. */
  String key() {
    return hostType + ' ' + Integer.toHexString(domains.stream().sorted().toList().hashCode());
  }

  /** Messages below this id are kept no more. */
  long expiredBefore(final long nowSeconds) {
    return isForEver() ? 0 : ArchiveIds.firstOfLast(days, TimeUnit.SECONDS.toMillis(nowSeconds));
  }

  /** The longest of all; null when some keep for ever, or nobody keeps anything. */
  static Retention longest(final List<Retention> all) {
    Retention longest = null;
    for (final Retention retention : all) {
      if (retention.isForEver()) {
        return null;
      }
      if (longest == null || retention.days > longest.days) {
        longest = retention;
      }
    }
    return longest;
  }
}
