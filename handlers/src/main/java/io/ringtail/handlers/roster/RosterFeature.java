// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code mod_roster}: contact lists, subscriptions, pre-approval and roster versioning (RFC 6121 §2
 * and §3, XEP-0237).
 *
 * <p>Owner: installed at start, then the Router. Allocates: at start.
 */
public final class RosterFeature implements Feature {
  private static final Option<Boolean> VERSIONING =
      new Option<>(
          "versioning",
          new Option.Flag(),
          true,
          "",
          "spare clients an unchanged roster; switch off only for clients that get it wrong");
  private static final Option<Long> MAX_ITEMS =
      new Option<>(
          "max_items",
          new Option.Whole(1, 1_000_000),
          5_000L,
          "contacts",
          "contacts per account; raise it for accounts that are bots or gateways");
  private static final Option<Long> MAX_REQUESTS =
      new Option<>(
          "max_requests",
          new Option.Whole(1, 1_000_000),
          1_000L,
          "requests",
          "unanswered subscription requests of strangers kept per account");

  @Override
  public String module() {
    return "mod_roster";
  }

  @Override
  public List<Spec> specs() {
    return List.of(
        new Spec("RFC 6121", "", "Instant Messaging and Presence: rosters, subscriptions"),
        new Spec("XEP-0237", "1.3", "Roster Versioning"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(VERSIONING, MAX_ITEMS, MAX_REQUESTS);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final RosterStore store = setup.stores().rosters();
    final AccountKey<Roster> rosters = setup.accountState(number -> new Roster(store.load(number)));
    final SessionKey<Boolean> interest = setup.sessionFlag("roster");
    final boolean versioned = setup.options().get(VERSIONING);
    final RosterParts parts =
        new RosterParts(
            new RosterChanges(rosters, store),
            new RosterPushes(rosters, interest, versioned),
            new PendingRequests(rosters),
            new SubscriptionEffects(),
            new RosterParts.Limits(
                setup.options().get(MAX_ITEMS), setup.options().get(MAX_REQUESTS)));
    final RosterQueries queries = new RosterQueries(parts);
    setup.iq(Target.ACCOUNT, StanzaType.GET, "query", Ns.ROSTER, queries::get);
    setup.iq(Target.ACCOUNT, StanzaType.SET, "query", Ns.ROSTER, queries::set);
    // as other people's rosters answer: it must not tell which accounts there are
    for (final StanzaType type : List.of(StanzaType.GET, StanzaType.SET)) {
      setup.iq(Target.NO_ACCOUNT, type, "query", Ns.ROSTER, RosterQueries::refuse);
    }
    setup.subscriptions(new SubscriptionHandler(parts));
    setup.onSession(new Farewells(rosters));
    setup.provide(RosterAccess.class, new Access(rosters));
    setup.provide(PendingRequests.class, parts.requests());
    if (versioned) {
      setup.streamFeature(Phase.AFTER_AUTHENTICATION, "<ver xmlns='urn:xmpp:features:rosterver'/>");
    }
    setup.streamFeature(
        Phase.AFTER_AUTHENTICATION, "<sub xmlns='urn:xmpp:features:pre-approval'/>");
  }

  /**
   * Reads any loaded account's roster.
   *
   * <p>Owner: Router. Allocates: never.
   */
  private record Access(AccountKey<Roster> rosters) implements RosterAccess {
    @Override
    public RosterItem item(final AccountView owner, final Jid contact) {
      return owner.state(rosters).item(contact);
    }

    @Override
    public void forEach(final AccountView owner, final Consumer<RosterItem> action) {
      owner.state(rosters).forEach(action);
    }
  }

  /**
   * Unsubscribes the contacts of an account that is being removed.
   *
   * <p>Owner: Router. Allocates: per call.
   */
  private record Farewells(AccountKey<Roster> rosters) implements SessionListener {
    @Override
    public void onAccountRemoved(final AccountView account, final Outbound out) {
      final Roster roster = account.state(rosters);
      roster.close();
      roster.forEach(
          item -> {
            RosterEdit.farewell(account.jid(), item, out);
            if (item.pendingIn()) {
              out.route(account.jid(), item.contact(), PresenceStanzas.of(StanzaType.UNSUBSCRIBED));
            }
          });
    }
  }
}
