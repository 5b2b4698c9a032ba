// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.privatexml;

import io.ringtail.handlers.port.PrivateStore;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Keeps whatever XML an account's clients want to share among themselves.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class PrivateXml implements Feature {
  private static final String NAMESPACE = "jabber:iq:private";
  private static final Option<String> BACKEND =
      new Option<>(
          "backend",
          new Option.OneOf(List.of("rdbms")),
          "rdbms",
          "",
          "where it is kept: always the node's relational store");

  @Override
  public String module() {
    return "mod_private";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0049", "1.2", "Private XML Storage"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(BACKEND);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final PrivateStore store = setup.stores().privates();
    setup.iq(
        Target.ACCOUNT,
        StanzaType.GET,
        "query",
        NAMESPACE,
        (iq, out) -> {
          if (isAcceptable(iq, out)) {
            get(iq, store, out);
          }
        });
    setup.iq(
        Target.ACCOUNT,
        StanzaType.SET,
        "query",
        NAMESPACE,
        (iq, out) -> {
          if (isAcceptable(iq, out)) {
            set(iq, store, out);
          }
        });
    for (final StanzaType type : List.of(StanzaType.GET, StanzaType.SET)) {
      setup.iq(
          Target.NO_ACCOUNT,
          type,
          "query",
          NAMESPACE,
          (iq, out) -> out.error(iq, StanzaError.of(Condition.FORBIDDEN)));
    }
    setup.disco(Target.ACCOUNT, NAMESPACE);
    setup.disco(Target.HOST, NAMESPACE);
  }

  private static boolean isAcceptable(final IqRequest iq, final Outbound out) {
    if (!iq.isOwnAccount()) {
      out.error(iq, StanzaError.of(Condition.FORBIDDEN)); // XEP-0049 §2.3
      return false;
    }
    final List<Element> children = iq.payload().children();
    if (children.isEmpty() || children.stream().anyMatch(PrivateXml::hasNoNamespace)) {
      out.error(iq, StanzaError.of(Condition.NOT_ACCEPTABLE, "an element of its own namespace"));
      return false;
    }
    if (iq.type() == StanzaType.GET && children.size() > 1) {
      out.error(iq, StanzaError.of(Condition.BAD_REQUEST, "one element at a time"));
      return false;
    }
    return true;
  }

  private static boolean hasNoNamespace(final Element child) {
    return child.namespace().isEmpty() || child.namespace().equals(NAMESPACE);
  }

  private static void get(final IqRequest iq, final PrivateStore store, final Outbound out) {
    final long account = iq.account().number();
    final Element wanted = iq.payload().children().getFirst();
    out.call(
        iq,
        () ->
            store
                .load(account, wanted.name(), wanted.namespace())
                .map(bytes -> Elements.parse(bytes, 0))
                .orElseGet(() -> new Element(wanted.name(), wanted.namespace())),
        (found, later) -> later.result(iq, new Element("query", NAMESPACE).add(found)));
  }

  private static void set(final IqRequest iq, final PrivateStore store, final Outbound out) {
    final long account = iq.account().number();
    final List<Element> children = iq.payload().children();
    out.call(
        iq,
        () -> {
          children.forEach(
              child -> store.store(account, child.name(), child.namespace(), bytes(child)));
          return children;
        },
        (stored, later) -> later.result(iq, null));
  }

  private static byte[] bytes(final Element element) {
    final ByteWriter out = new ByteWriter(256);
    element.write(out, "");
    return out.toByteArray();
  }
}
