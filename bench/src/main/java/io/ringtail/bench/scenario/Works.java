// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.xmpp.Account;
import java.util.List;

/**
 * Makes the work of a scenario, one per loop.
 *
 * @param offer what the target said it offers
 * @param run marks this run's stanzas
 * @param loops how many share the load
 *     <p>Owner: main thread. Allocates: at start.
 */
public record Works(Scenario scenario, Offer offer, int run, int loops) {
  /** Whether the population is online before the load begins. */
  public boolean startsOnline() {
    return scenario.kind() != Kind.LOGIN_STORM;
  }

  /** The work of loop {@code number}, whose accounts these are. */
  public Work make(
      final int number, final Lines lines, final Muster muster, final List<Account> accounts) {
    final LoadLoop loop = lines.loop();
    final long seed = 31L * run + number;
    return switch (scenario.kind()) {
      case LOGIN_STORM -> new LoginWork(scenario, loop, muster, seed, lines, accounts);
      case RECONNECT_STORM -> new ReconnectWork(scenario, loop, muster, seed, lines);
      default -> online(loop, muster, seed);
    };
  }

  private Work online(final LoadLoop loop, final Muster muster, final long seed) {
    final PartContext context = new PartContext(scenario, loop.stats(), run, 1.0 / loops);
    return switch (scenario.kind()) {
      case MAM_LOOKUP -> of(loop, muster, seed, Lookups.archive(context));
      case INBOX_LOOKUP -> of(loop, muster, seed, Lookups.inbox(context));
      case PRESENCE_STORM -> of(loop, muster, seed, new PresenceGroups(context));
      case MUCLIGHT -> of(loop, muster, seed, rooms(context, Offer.MUC_LIGHT));
      case MUC -> of(loop, muster, seed, rooms(context, Offer.MUC));
      case MIXED -> mixed(loop, muster, seed, context);
      default -> of(loop, muster, seed, new Pairs(context));
    };
  }

  private Part rooms(final PartContext context, final String feature) {
    return new RoomGroups(context, offer.service(feature).orElse(feature));
  }

  private Work of(final LoadLoop loop, final Muster muster, final long seed, final Part part) {
    return new OnlineWork(scenario, loop, muster, seed, List.of(part), List.of(1));
  }

  /** Lookups that the target does not offer leave their share to messages. */
  private Work mixed(
      final LoadLoop loop, final Muster muster, final long seed, final PartContext context) {
    int messages = scenario.whole(Key.MIX_MESSAGE);
    int archive = scenario.whole(Key.MIX_MAM);
    int inbox = scenario.whole(Key.MIX_INBOX);
    if (!offer.has(Offer.ARCHIVE)) {
      messages += archive;
      archive = 0;
    }
    if (!offer.has(Offer.INBOX)) {
      messages += inbox;
      inbox = 0;
    }
    return new OnlineWork(
        scenario,
        loop,
        muster,
        seed,
        List.of(
            new Pairs(context),
            Lookups.archive(context),
            Lookups.inbox(context),
            new PresenceChanges(context)),
        List.of(messages, archive, inbox, scenario.whole(Key.MIX_PRESENCE)));
  }
}
