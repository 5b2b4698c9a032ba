// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.disco;

import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lists what the domain and its accounts can do: exactly what the installed features declared.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class Disco implements Feature {
  static final String MODULE = "mod_disco";

  private static final Option<List<String>> EXTRA_DOMAINS =
      new Option<>(
          "extra_domains",
          new Option.Texts(),
          List.of(),
          "",
          "domains to list among the domain's items that are not known by other means");

  @Override
  public String module() {
    return MODULE;
  }

  @Override
  public List<Spec> specs() {
    return List.of(
        new Spec("XEP-0030", "2.5.0", "Service Discovery"),
        new Spec("XEP-0115", "1.6.0", "Entity Capabilities"),
        new Spec("XEP-0128", "1.0.1", "Service Discovery Extensions"),
        new Spec("XEP-0157", "1.1.1", "Contact Addresses for XMPP Services"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(EXTRA_DOMAINS, ServerInfo.OPTION);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final Answers answers =
        new Answers(
            setup.hostType(),
            setup.options().get(EXTRA_DOMAINS),
            setup.service(RosterAccess.class),
            setup.service(AccountNode.class));
    setup.iq(Target.HOST, StanzaType.GET, "query", Ns.DISCO_INFO, answers::hostInfo);
    setup.iq(Target.HOST, StanzaType.GET, "query", Ns.DISCO_ITEMS, answers::hostItems);
    setup.iq(Target.ACCOUNT, StanzaType.GET, "query", Ns.DISCO_INFO, answers::accountInfo);
    setup.iq(Target.ACCOUNT, StanzaType.GET, "query", Ns.DISCO_ITEMS, answers::accountItems);
    setup.iq(Target.NO_ACCOUNT, StanzaType.GET, "query", Ns.DISCO_INFO, answers::noInfo);
    setup.iq(Target.NO_ACCOUNT, StanzaType.GET, "query", Ns.DISCO_ITEMS, answers::noAccountsItems);
    for (final Target target : List.of(Target.HOST, Target.ACCOUNT)) {
      setup.disco(target, Ns.DISCO_INFO);
      setup.disco(target, Ns.DISCO_ITEMS);
    }
    setup.disco(Target.HOST, Capabilities.NAMESPACE);
    setup.identity(Target.HOST, "server", "im", "Ringtail");
    setup.identity(Target.ACCOUNT, "account", "registered", null);
    ServerInfo.form(setup.options().get(ServerInfo.OPTION)).ifPresent(setup::discoForm);
    setup.streamFeature(
        Phase.AFTER_AUTHENTICATION,
        () -> Capabilities.streamFeature(answers.info(Target.HOST, null)));
  }

  /**
   * Answers the four requests.
   *
   * <p>Owner: Router. Allocates: per request.
   */
  private record Answers(
      HostType hostType,
      List<String> extraDomains,
      Supplier<RosterAccess> rosters,
      Supplier<AccountNode> nodes) {
    void hostInfo(final IqRequest iq, final Outbound out) {
      final String node = iq.payload().attribute("node");
      if (node == null || node.equals(capabilitiesNode())) {
        out.result(iq, info(Target.HOST, node));
      } else {
        out.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
      }
    }

    private String capabilitiesNode() {
      return Capabilities.NODE + '#' + Capabilities.hash(info(Target.HOST, null));
    }

    Element info(final Target target, final String node) {
      final Element query = new Element("query", Ns.DISCO_INFO).set("node", node);
      for (final HostType.Identity identity : hostType.identities(target)) {
        query
            .child("identity")
            .set("category", identity.category())
            .set("type", identity.type())
            .set("name", identity.name());
      }
      hostType.discoFeatures(target).forEach(feature -> query.child("feature").set("var", feature));
      if (target == Target.HOST) {
        hostType.discoForms().forEach(query::add);
      }
      return query;
    }

    void hostItems(final IqRequest iq, final Outbound out) {
      if (iq.payload().attribute("node") != null) {
        out.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
        return;
      }
      final Element query = new Element("query", Ns.DISCO_ITEMS);
      extraDomains.forEach(domain -> query.child("item").set("jid", domain));
      out.result(iq, query);
    }

    /** XEP-0030 §8: strangers hear the same as about an account that does not exist. */
    void accountInfo(final IqRequest iq, final Outbound out) {
      if (isForNode(iq)) {
        nodes.get().info().on(iq, out);
      } else if (!RosterAccess.mayWatch(rosters.get(), iq.account(), iq.from())) {
        out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      } else if (iq.payload().attribute("node") != null) {
        out.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
      } else {
        out.result(iq, info(Target.ACCOUNT, null));
      }
    }

    /** XEP-0030 §8: to strangers an account has no items, as one that does not exist. */
    void accountItems(final IqRequest iq, final Outbound out) {
      if (isForNode(iq)) {
        nodes.get().items().on(iq, out);
      } else if (!RosterAccess.mayWatch(rosters.get(), iq.account(), iq.from())) {
        noItems(iq, out);
      } else if (iq.payload().attribute("node") != null) {
        out.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
      } else {
        out.result(iq, sessions(iq.account()));
      }
    }

    private static Element sessions(final AccountView account) {
      final Element query = new Element("query", Ns.DISCO_ITEMS);
      for (int i = 0; i < account.sessionCount(); i++) {
        if (account.session(i).isAvailable()) {
          query.child("item").set("jid", account.session(i).jid().toString());
        }
      }
      return query;
    }

    private boolean isForNode(final IqRequest iq) {
      return nodes.get() != null && nodes.get().isAskedFor(iq.payload().attribute("node"));
    }

    void noInfo(final IqRequest iq, final Outbound out) {
      if (isForNode(iq)) {
        nodes.get().info().on(iq, out);
      } else {
        out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      }
    }

    void noAccountsItems(final IqRequest iq, final Outbound out) {
      if (isForNode(iq)) {
        nodes.get().items().on(iq, out);
      } else {
        noItems(iq, out);
      }
    }

    private static void noItems(final IqRequest iq, final Outbound out) {
      out.result(
          iq, new Element("query", Ns.DISCO_ITEMS).set("node", iq.payload().attribute("node")));
    }
  }
}
