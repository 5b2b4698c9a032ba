// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import io.ringtail.handlers.port.LastActivityStore;
import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.StanzaType;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells the domain's uptime and, to those who may see an account's presence, when it was last
 * online.
 *
 * <p>Owner: Router. Allocates: per request and per account that goes offline.
 */
public final class LastActivity implements Feature {
  static final String NAMESPACE = "jabber:iq:last";

  private static final Option<String> BACKEND =
      new Option<>(
          "backend",
          new Option.OneOf(List.of("rdbms")),
          "rdbms",
          "",
          "where it is kept: always the node's relational store");

  @Override
  public String module() {
    return "mod_last";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0012", "2.0", "Last Activity"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(BACKEND);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final LastActivityStore store = setup.stores().lastActivities();
    final Supplier<RosterAccess> rosters = setup.service(RosterAccess.class);
    final Recorder recorder =
        new Recorder(
            store, setup.sessionState(), setup.accountState(account -> Recorder.NOBODY_LEFT));
    setup.iq(Target.HOST, StanzaType.GET, "query", NAMESPACE, LastActivity::uptime);
    setup.iq(
        Target.ACCOUNT,
        StanzaType.GET,
        "query",
        NAMESPACE,
        (iq, out) -> idleTime(iq, rosters.get(), recorder, store, out));
    setup.iq(
        Target.NO_ACCOUNT,
        StanzaType.GET,
        "query",
        NAMESPACE,
        (iq, out) -> out.error(iq, StanzaError.of(Condition.FORBIDDEN)));
    setup.filter(new WatchersOnly(rosters));
    setup.onSession(recorder);
    setup.disco(Target.HOST, NAMESPACE);
    setup.disco(Target.ACCOUNT, NAMESPACE);
  }

  private static void uptime(final IqRequest iq, final Outbound out) {
    out.result(iq, seconds((out.nowMs() - out.node().startedAtMs()) / 1000));
  }

  private static void idleTime(
      final IqRequest iq,
      final RosterAccess rosters,
      final Recorder recorder,
      final LastActivityStore store,
      final Outbound out) {
    final AccountView account = iq.account();
    if (!RosterAccess.mayWatch(rosters, account, iq.from())) {
      out.error(iq, StanzaError.of(Condition.FORBIDDEN)); // XEP-0012 §3: no presence leak
    } else if (account.sessionCount() > 0) {
      out.result(iq, seconds(0));
    } else {
      answer(iq, recorder, store, out);
    }
  }

  private static void answer(
      final IqRequest iq,
      final Recorder recorder,
      final LastActivityStore store,
      final Outbound out) {
    final long number = iq.account().number();
    final LastActivityStore.LastActivity unwritten = recorder.unwritten(number);
    if (unwritten != null) {
      out.result(iq, since(unwritten, out));
      return;
    }
    out.call(
        iq,
        () -> store.load(number),
        (found, later) ->
            found.ifPresentOrElse(
                last -> later.result(iq, since(last, later)),
                () -> later.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE))));
  }

  private static Element since(final LastActivityStore.LastActivity last, final Outbound out) {
    return seconds(out.nowMs() / 1000 - last.epochSeconds()).text(last.status());
  }

  private static Element seconds(final long count) {
    return new Element("query", NAMESPACE).set("seconds", Long.toString(Math.max(0, count)));
  }
}
