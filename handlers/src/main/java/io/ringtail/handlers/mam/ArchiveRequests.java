// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.port.ArchivePrefsStore.StoredPrefs;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;

/**
 * Answers what an account asks of its own archive; nobody else may (XEP-0313 §8.1).
 *
 * <p>Owner: Router. Allocates: per request.
 */
final class ArchiveRequests {
  private final MamSettings settings;
  private final Stores stores;
  private final AccountKey<ArchivePrefs> prefs;
  private final AccountKey<RequestRate> rates;
  private final RequestRate rateInAll;

  ArchiveRequests(
      final MamSettings settings,
      final Stores stores,
      final AccountKey<ArchivePrefs> prefs,
      final AccountKey<RequestRate> rates) {
    this.settings = settings;
    this.stores = stores;
    this.prefs = prefs;
    this.rates = rates;
    this.rateInAll = new RequestRate(settings.rate().inAll());
  }

  /** Archives that are not the requester's look all alike, whether the account exists or not. */
  static void forbidden(final IqRequest iq, final Outbound out) {
    out.error(iq, StanzaError.of(Condition.FORBIDDEN));
  }

  /** XEP-0313 §4.1.5. */
  void form(final IqRequest iq, final Outbound out) {
    if (mayAsk(iq, out)) {
      final Element query = new Element("query", iq.payload().namespace());
      out.result(iq, query.add(QueryForm.empty(query.namespace(), settings.fullTextSearch())));
    }
  }

  void query(final IqRequest iq, final Outbound out) {
    if (!mayAsk(iq, out)) {
      return;
    }
    final QueryRequest request;
    try {
      request = QueryRequest.of(iq, settings, out.nowMs());
    } catch (final Refused refused) {
      out.error(iq, refused.error());
      return;
    }
    out.ask(
        iq,
        () -> look(request, iq),
        (found, later) -> {
          if (found == null) {
            later.error(iq, QueryRequest.unknownId().error());
          } else {
            found.send(iq, later);
          }
        });
  }

  /** Null when an id the query builds on is not in the archive. */
  private ResultStanzas look(final QueryRequest request, final IqRequest iq) {
    final long account = request.query().filter().account();
    if (!request.known().isEmpty() && !stores.archive().hasAll(account, request.known())) {
      return null;
    }
    return ResultStanzas.of(request, stores.archive().page(request.query()), iq);
  }

  /** XEP-0313 §5. */
  void metadata(final IqRequest iq, final Outbound out) {
    if (!mayAsk(iq, out)) {
      return;
    }
    final AccountView account = iq.account();
    final long number = account.number();
    final long expiredId = settings.expiredId(out.nowMs());
    out.ask(
        iq,
        () -> stores.archive().ends(number, expiredId),
        (ends, later) -> {
          final Element metadata = new Element("metadata", iq.payload().namespace());
          ends.ifPresent(found -> BoundMetadata.describe(metadata, found));
          later.result(iq, metadata);
        });
  }

  void prefs(final IqRequest iq, final Outbound out) {
    if (mayAsk(iq, out)) {
      out.result(iq, prefsOf(iq));
    }
  }

  void setPrefs(final IqRequest iq, final Outbound out) {
    if (!mayAsk(iq, out)) {
      return;
    }
    final StoredPrefs wanted;
    try {
      wanted = PrefsElement.read(iq.payload());
    } catch (final Refused refused) {
      out.error(iq, refused.error());
      return;
    }
    final long account = iq.account().number();
    out.call(
        iq,
        () -> {
          stores.archivePrefs().store(account, wanted);
          return wanted;
        },
        (stored, later) -> {
          iq.account().state(prefs).set(stored);
          later.result(iq, prefsOf(iq));
        });
  }

  private Element prefsOf(final IqRequest iq) {
    return PrefsElement.write(iq.payload().namespace(), iq.account().state(prefs).stored());
  }

  private boolean mayAsk(final IqRequest iq, final Outbound out) {
    if (!iq.isOwnAccount()) {
      forbidden(iq, out);
      return false;
    }
    final boolean inTime =
        iq.account().state(rates).tryAcquire(out.nowMs()) && rateInAll.tryAcquire(out.nowMs());
    if (!inTime) {
      out.error(
          iq,
          StanzaError.of(
              Condition.RESOURCE_CONSTRAINT, "The action is cancelled because of flooding."));
    }
    return inTime;
  }
}
