// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.offline.OfflineMessages;
import io.ringtail.handlers.port.OfflineStore.Kept;
import java.util.List;

/**
 * Clears the offline messages of an account whose client bound with Bind 2, as far as the archive
 * has them: the client reads them there (XEP-0386 §4.2). What is in no archive is handed over as
 * ever, and so is what comes after the bind.
 *
 * <p>Owner: Router. Allocates: per login with offline messages.
 */
final class ReadInArchive {
  private final OfflineDelivery offline;
  private final ArchiveIds ids;

  ReadInArchive(final OfflineDelivery offline, final Durability durability) {
    this.offline = offline;
    this.ids = durability.ids();
  }

  /** The session is being bound: all that is archived has its id by now. */
  void bound(final LocalSession session) {
    final LocalAccount account = session.account();
    final OfflineMessages.Policy policy = OfflineDelivery.policy(account);
    if (policy == null || Core.type(account.host()).inline.report() == null) {
      return; // no messages are kept, or no archive
    }
    session.readsInArchive(ids.last());
    if (OfflineDelivery.mayHave(account, policy)) {
      clear(session, account.state(policy.waiting()), 0);
    }
  }

  /** Where the store can not say they stay, and are not handed to this session anyway. */
  private void clear(
      final LocalSession session, final OfflineMessages.Waiting waiting, final long after) {
    offline.read(session, after, page -> cleared(session, waiting, page), () -> {});
  }

  private void cleared(
      final LocalSession session, final OfflineMessages.Waiting waiting, final List<Kept> page) {
    for (final Kept kept : page) {
      if (session.hasInArchive(kept) && !waiting.isGone(kept.id())) {
        offline.taken(session.account(), kept.id());
      }
    }
    final boolean more =
        !page.isEmpty() && page.getLast().id() < session.readsInArchive() && session.isOpen();
    if (more) {
      clear(session, waiting, page.getLast().id());
    }
  }
}
