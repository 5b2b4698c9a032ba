// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.ArchiveStore.Query;
import io.ringtail.handlers.rsm.ResultSetRequest;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A query as asked (XEP-0313 §4): what to look up, how to show it, and which ids it builds on.
 *
 * @param namespace version of the protocol it was asked in
 * @param queryId the client's name for it, or null
 * @param flipped the page is sent newest first
 * @param known ids that have to be in the archive
 * @param query what the store is asked
 *     <p>Owner: anyone, immutable. Allocates: per request.
 */
record QueryRequest(
    String namespace, String queryId, boolean flipped, Set<Long> known, Query query) {

  /** Reads the request of an account to its own archive. */
  static QueryRequest of(final IqRequest iq, final MamSettings settings, final long nowMs)
      throws Refused {
    final Element payload = iq.payload();
    final QueryForm form = QueryForm.of(payload, settings.fullTextSearch());
    final ResultSetRequest part = ResultSetRequest.of(payload);
    final Set<Long> known = new LinkedHashSet<>(form.known());
    final long after = part.isAfterItem() ? id(part.after(), known) : 0;
    final long before = part.isBeforeItem() ? id(part.before(), known) : Long.MAX_VALUE;
    final long expiredId = settings.expiredId(nowMs);
    for (final long id : known) {
      if (id <= expiredId) {
        throw unknownId();
      }
    }
    final AccountView account = iq.account();
    final Filter filter =
        new Filter(
            account.number(),
            account.jid(),
            form.with(),
            Math.max(form.after(), expiredId),
            form.before(),
            form.ids(),
            form.words());
    final boolean counted = !form.simple() && !settings.enforceSimpleQueries();
    return new QueryRequest(
        payload.namespace(),
        payload.attribute("queryid"),
        payload.first("flip-page", payload.namespace()) != null,
        known,
        new Query(filter, after, before, settings.limit(part.max()), part.fromEnd(), counted));
  }

  /** XEP-0313 §4.3.2: an id that no archive can have given is as unknown as any other. */
  static long id(final String text, final Set<Long> known) throws Refused {
    final long id = ArchiveIds.parse(text.strip());
    if (id < 0) {
      throw unknownId();
    }
    known.add(id);
    return id;
  }

  static Refused unknownId() {
    return new Refused(StanzaError.of(Condition.ITEM_NOT_FOUND));
  }
}
