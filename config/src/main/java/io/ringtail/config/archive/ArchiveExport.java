// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.archive;

import io.ringtail.handlers.port.ArchiveStore;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.ArchiveStore.Page;
import io.ringtail.handlers.port.ArchiveStore.Query;
import java.io.IOException;

/**
 * Writes an archive out, message by message in the order they were received, page by page from the
 * store.
 *
 * <p>Owner: the command's thread. Allocates: per page.
 */
public final class ArchiveExport {
  private static final int PAGE = 500;

  private final ArchiveStore archive;

  public ArchiveExport(final ArchiveStore archive) {
    this.archive = archive;
  }

  /** Returns how many messages were written. */
  public long write(final Filter filter, final ExportFormat format) throws IOException {
    format.begin(filter.owner());
    long written = 0;
    long after = 0;
    Page page;
    do {
      page = archive.page(new Query(filter, after, Long.MAX_VALUE, PAGE, false, false));
      for (final Archived message : page.messages()) {
        format.message(message);
        after = message.id();
        written++;
      }
    } while (!page.complete());
    format.end();
    return written;
  }
}
