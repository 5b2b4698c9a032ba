// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.persistence.StorageStartException;

/**
 * Refuses what a newer Ringtail has written: an entry passed over would be lost for good, as every
 * view remembers that it has come past it.
 *
 * <p>Owner: anyone, stateless. Allocates: per refusal.
 */
final class NewerEntries {
  private NewerEntries() {}

  /**
   * Looks at every entry of an append before any of them is used.
   *
   * @throws StorageStartException when there is one that this version cannot read
   */
  static void refuse(final long index, final byte[] frame, final int start, final int end) {
    final int unknown = Entries.firstUnknown(frame, start, end);
    if (unknown >= 0) {
      throw new StorageStartException(
          "The journal was written by a newer version of Ringtail (its entry "
              + Long.toHexString(index)
              + what(frame, unknown)
              + ')',
          "Start the newer version, or restore the backup made before the upgrade",
          null);
    }
  }

  private static String what(final byte[] frame, final int start) {
    final int version = Layout.version(frame, start);
    return version > Layout.VERSION
        ? " has version " + version + ", this Ringtail reads versions up to " + Layout.VERSION
        : " is of type " + Layout.typeCode(frame, start) + ", which this Ringtail does not know";
  }
}
