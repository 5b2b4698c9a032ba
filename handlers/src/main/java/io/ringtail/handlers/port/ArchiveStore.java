// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.parser.Jid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The archived messages of accounts, as the store writer left them; queries page by id, at a cost
 * that does not depend on how deep the page lies.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}.
 */
public interface ArchiveStore {
  /** Results are counted up to this many; of more it is only known that they are more. */
  int COUNTED = 10_000;

  /**
   * Which messages of an archive.
   *
   * @param account whose archive
   * @param owner its bare JID
   * @param with the other side, bare for any of its resources; null for everybody; the owner for
   *     messages to itself
   * @param after ids above this one
   * @param before ids below this one
   * @param ids only these; empty for no such bound
   * @param words all of these are in the text, see {@link io.ringtail.handlers.mam.SearchText};
   *     empty for any text
   */
  record Filter(
      long account,
      Jid owner,
      Jid with,
      long after,
      long before,
      Collection<Long> ids,
      List<String> words) {
    /** Every message of the account. */
    public static Filter all(final long account, final Jid owner) {
      return new Filter(account, owner, null, 0, Long.MAX_VALUE, List.of(), List.of());
    }

    /** The same between other bounds. */
    public Filter between(final long newAfter, final long newBefore) {
      return new Filter(account, owner, with, newAfter, newBefore, ids, words);
    }
  }

  /**
   * A page of what passes the filter.
   *
   * @param after where the page begins: behind this id; 0 for no bound
   * @param before where it ends: before this id; {@link Long#MAX_VALUE} for no bound
   * @param limit messages at most
   * @param fromEnd the newest rather than the oldest of them
   * @param counted whether index and count are wanted
   */
  record Query(
      Filter filter, long after, long before, int limit, boolean fromEnd, boolean counted) {}

  /**
   * One message.
   *
   * @param stanza canonical bytes as delivered, or of what was left in its place
   */
  record Archived(long id, byte[] stanza) {}

  /**
   * What a query found.
   *
   * @param messages oldest first
   * @param complete nothing lies beyond the page in the direction asked for
   * @param index how many pass the filter before the first of the page; −1 if not known
   * @param count how many pass the filter; −1 if not known
   */
  record Page(List<Archived> messages, boolean complete, long index, long count) {}

  /** The oldest and the newest id of an archive. */
  record Ends(long first, long last) {}

  Page page(Query query);

  /** True when the archive has every one of these. */
  boolean hasAll(long account, Collection<Long> ids);

  /** Of the ids above {@code after}; empty when nothing is archived there. */
  Optional<Ends> ends(long account, long after);

  /**
   * Takes messages below {@code before} out of an account's archive, the oldest first, and erases
   * those that are in nobody's then.
   *
   * @param atMost how many, so that no lock lasts long
   * @return how many were taken out; fewer than {@code atMost} when none is left
   */
  int purge(long account, long before, int atMost);
}
