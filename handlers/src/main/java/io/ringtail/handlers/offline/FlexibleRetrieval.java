// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.disco.AccountNode;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
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
import java.util.function.Consumer;

/**
 * Lets a client look through its offline messages and remove them one by one instead of getting all
 * of them (XEP-0013). What is looked at stays; what is removed is journaled before the answer.
 *
 * <p>Owner: Router. Allocates: per request.
 */
final class FlexibleRetrieval {
  static final String NAMESPACE = "http://jabber.org/protocol/offline";

  private final NodeWalk walk;

  FlexibleRetrieval(final OfflineMessages.Policy policy) {
    this.walk = new NodeWalk(policy);
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
    out.offlineByNode(iq.sender());
    return true;
  }

  private void count(final IqRequest iq, final Outbound out) {
    if (begins(iq, out)) {
      walk.headers(
          iq, HeaderPage.empty(), out, (all, later) -> later.result(iq, info(all.count())));
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
    if (!begins(iq, out)) {
      return;
    }
    try {
      final HeaderPage page = HeaderPage.of(iq.payload(), iq.account().jid().toString());
      walk.headers(iq, page, out, (done, later) -> later.result(iq, done.toElement()));
    } catch (final Refused refused) {
      out.error(iq, refused.error());
    }
  }

  private void get(final IqRequest iq, final Outbound out) {
    if (!begins(iq, out)) {
      return;
    }
    if (isOnly(iq, "fetch")) {
      walk.showAll(iq, out);
      return;
    }
    final Set<Long> wanted = nodes(iq, "view", out);
    if (wanted != null) {
      whenAllAreThere(iq, wanted, out, later -> walk.show(iq, wanted, later));
    }
  }

  private void set(final IqRequest iq, final Outbound out) {
    if (!begins(iq, out)) {
      return;
    }
    if (isOnly(iq, "purge")) {
      walk.removeAll(iq, out);
      return;
    }
    final Set<Long> unwanted = nodes(iq, "remove", out);
    if (unwanted != null) {
      whenAllAreThere(
          iq,
          unwanted,
          out,
          later -> {
            if (walk.remove(iq, unwanted, later)) {
              later.result(iq, null);
            }
          });
    }
  }

  private void whenAllAreThere(
      final IqRequest iq, final Set<Long> ids, final Outbound out, final Consumer<Outbound> then) {
    walk.headers(
        iq,
        HeaderPage.empty(),
        out,
        (all, later) -> {
          if (ids.stream().allMatch(all::contains)) {
            then.accept(later);
          } else {
            later.error(iq, StanzaError.of(Condition.ITEM_NOT_FOUND));
          }
        });
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
}
