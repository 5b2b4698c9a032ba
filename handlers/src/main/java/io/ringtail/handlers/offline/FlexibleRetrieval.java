// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.disco.AccountNode;
import io.ringtail.handlers.offline.NodeReader.Header;
import io.ringtail.handlers.offline.NodeReader.Page;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a client look through its offline messages and remove them one by one instead of getting all
 * of them (XEP-0013). What is looked at stays; what is removed is journaled before the answer.
 *
 * <p>Owner: Router. Allocates: per request.
 */
final class FlexibleRetrieval {
  static final String NAMESPACE = "http://jabber.org/protocol/offline";

  private final OfflineMessages.Policy policy;
  private final NodeReader reader;

  FlexibleRetrieval(final OfflineMessages.Policy policy) {
    this.policy = policy;
    this.reader = new NodeReader(policy.store());
  }

  void install(final FeatureSetup setup) {
    setup.disco(Target.HOST, NAMESPACE);
    setup.provide(AccountNode.class, new AccountNode(NAMESPACE, this::count, this::headers));
    for (final Target target : List.of(Target.ACCOUNT, Target.NO_ACCOUNT)) {
      setup.iq(target, StanzaType.GET, "offline", NAMESPACE, this::get);
      setup.iq(target, StanzaType.SET, "offline", NAMESPACE, this::set);
    }
  }

  /** Only the account itself may ask; from then on it is not sent all of them (§2.2). */
  private boolean begins(final IqRequest iq, final Outbound out) {
    if (!iq.isOwnAccount()) {
      out.error(iq, StanzaError.of(Condition.FORBIDDEN));
      return false;
    }
    if (iq.sender().state(policy.byNode()) == null) {
      iq.sender().state(policy.byNode(), true);
    }
    return true;
  }

  private void withHeaders(
      final IqRequest iq, final Outbound out, final Outbound.Then<List<Header>> then) {
    final long account = iq.account().number();
    final long nowMs = out.nowMs();
    out.ask(
        iq,
        () -> reader.headers(account, nowMs),
        (all, later) -> {
          final OfflineMessages.Waiting waiting = iq.account().state(policy.waiting());
          then.on(all.stream().filter(header -> !waiting.isGone(header.id())).toList(), later);
        });
  }

  private void count(final IqRequest iq, final Outbound out) {
    if (begins(iq, out)) {
      withHeaders(iq, out, (all, later) -> later.result(iq, info(all.size())));
    }
  }

  private static Element info(final int messages) {
    final Element query = new Element("query", Ns.DISCO_INFO).set("node", NAMESPACE);
    query.child("identity").set("category", "automation").set("type", "message-list");
    query.child("feature").set("var", NAMESPACE);
    final Element form = query.child("x", "jabber:x:data").set("type", "result");
    form.child("field")
        .set("var", "FORM_TYPE")
        .set("type", "hidden")
        .child("value")
        .text(NAMESPACE);
    form.child("field")
        .set("var", "number_of_messages")
        .child("value")
        .text(Integer.toString(messages));
    return query;
  }

  private void headers(final IqRequest iq, final Outbound out) {
    if (begins(iq, out)) {
      final String self = iq.account().jid().toString();
      withHeaders(
          iq,
          out,
          (all, later) -> {
            final Element query = new Element("query", Ns.DISCO_ITEMS).set("node", NAMESPACE);
            for (final Header header : all) {
              query
                  .child("item")
                  .set("jid", self)
                  .set("node", NodeReader.node(header.id()))
                  .set("name", header.from());
            }
            later.result(iq, query);
          });
    }
  }

  private void get(final IqRequest iq, final Outbound out) {
    if (!begins(iq, out)) {
      return;
    }
    if (isOnly(iq, "fetch")) {
      page(iq, null, 0, out);
      return;
    }
    final Set<Long> wanted = nodes(iq, "view", out);
    if (wanted != null) {
      withHeaders(
          iq,
          out,
          (all, later) -> {
            if (hasAll(all, wanted)) {
              page(iq, wanted, 0, later);
            } else {
              later.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
            }
          });
    }
  }

  private void set(final IqRequest iq, final Outbound out) {
    if (!begins(iq, out)) {
      return;
    }
    if (isOnly(iq, "purge")) {
      withHeaders(iq, out, (all, later) -> remove(iq, all, later));
      return;
    }
    final Set<Long> unwanted = nodes(iq, "remove", out);
    if (unwanted != null) {
      withHeaders(
          iq,
          out,
          (all, later) -> {
            if (hasAll(all, unwanted)) {
              final var found = all.stream().filter(header -> unwanted.contains(header.id()));
              remove(iq, found.toList(), later);
            } else {
              later.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
            }
          });
    }
  }

  private static boolean isOnly(final IqRequest iq, final String name) {
    final List<Element> children = iq.payload().children();
    return children.size() == 1 && children.getFirst().is(name, NAMESPACE);
  }

  /** The ids named, or null when the request was refused. An id nobody has is −1. */
  private static Set<Long> nodes(final IqRequest iq, final String action, final Outbound out) {
    final Set<Long> ids = new HashSet<>();
    for (final Element item : iq.payload().children()) {
      if (!item.is("item", NAMESPACE)
          || !action.equals(item.attribute("action"))
          || item.attribute("node") == null) {
        out.error(iq, StanzaError.of(Condition.BAD_REQUEST));
        return null;
      }
      ids.add(NodeReader.id(item.attribute("node")));
    }
    if (ids.isEmpty()) {
      out.error(iq, StanzaError.of(Condition.BAD_REQUEST));
      return null;
    }
    return ids;
  }

  private static boolean hasAll(final List<Header> all, final Set<Long> ids) {
    return all.stream().filter(header -> ids.contains(header.id())).count() == ids.size();
  }

  private void remove(final IqRequest iq, final List<Header> messages, final Outbound out) {
    final AccountView account = iq.account();
    for (final Header message : messages) {
      if (!out.offlineTaken(account, message.id())) {
        out.error(iq, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "try again"));
        return;
      }
      account.state(policy.waiting()).remove(message.id());
    }
    out.result(iq, null);
  }

  /** Sends one page after the other: all of them are too many to be held at once. */
  private void page(
      final IqRequest iq, final Set<Long> wanted, final long afterId, final Outbound out) {
    final AccountView account = iq.account();
    final long nowMs = out.nowMs();
    out.ask(
        iq,
        () -> reader.page(account, afterId, wanted, nowMs),
        (page, later) -> send(iq, wanted, page, later));
  }

  private void send(
      final IqRequest iq, final Set<Long> wanted, final Page page, final Outbound out) {
    if (!iq.sender().isOpen()) {
      return;
    }
    final OfflineMessages.Waiting waiting = iq.account().state(policy.waiting());
    for (final NodeReader.Message message : page.messages()) {
      if (!waiting.isGone(message.id())) {
        out.send(iq.sender(), message.stanza());
      }
    }
    if (page.isLast()) {
      out.result(iq, null);
    } else {
      page(iq, wanted, page.lastId(), out);
    }
  }
}
