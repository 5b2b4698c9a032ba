// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.vcard;

import io.ringtail.handlers.port.VCardStore;
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
import io.ringtail.parser.Elements;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Keeps one vCard per account, which the owner may replace and everybody may read.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class VCardTemp implements Feature {
  private static final String NAMESPACE = "vcard-temp";
  private static final String NAME = "vCard";

  private static final Option<Long> MAX_SIZE =
      new Option<>(
          "max_size",
          new Option.Whole(1024, 1 << 24),
          65_536L,
          "bytes",
          "largest vCard taken; change if avatars are larger, together with max_stanza_size");
  private static final Option<String> BACKEND =
      new Option<>(
          "backend",
          new Option.OneOf(List.of("rdbms")),
          "rdbms",
          "",
          "where it is kept: always the node's relational store");

  @Override
  public String module() {
    return "mod_vcard";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0054", "1.3.0", "vcard-temp"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MAX_SIZE, BACKEND);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final VCardStore store = setup.stores().vCards();
    final long maxBytes = setup.options().get(MAX_SIZE);
    setup.iq(Target.ACCOUNT, StanzaType.GET, NAME, NAMESPACE, (iq, out) -> get(iq, store, out));
    setup.iq(
        Target.ACCOUNT,
        StanzaType.SET,
        NAME,
        NAMESPACE,
        (iq, out) -> set(iq, store, maxBytes, out));
    setup.iq(
        Target.NO_ACCOUNT,
        StanzaType.SET,
        NAME,
        NAMESPACE,
        (iq, out) -> out.error(iq, StanzaError.of(Condition.FORBIDDEN)));
    setup.disco(Target.HOST, NAMESPACE);
    setup.disco(Target.ACCOUNT, NAMESPACE);
  }

  private static void get(final IqRequest iq, final VCardStore store, final Outbound out) {
    final long account = iq.account().number();
    out.call(
        iq,
        () -> store.load(account).map(bytes -> Elements.parse(bytes, 0)),
        (found, later) -> {
          if (found.isPresent()) {
            later.result(iq, found.get());
          } else if (iq.isOwnAccount()) {
            later.result(iq, new Element(NAME, NAMESPACE)); // XEP-0054 §3.1
          } else {
            // XEP-0054 §3.3: as for an account that does not exist
            later.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
          }
        });
  }

  private static void set(
      final IqRequest iq, final VCardStore store, final long maxBytes, final Outbound out) {
    if (!iq.isOwnAccount()) {
      out.error(iq, StanzaError.of(Condition.FORBIDDEN)); // XEP-0054 §3.2
      return;
    }
    final byte[] vCard = iq.payloadBytes();
    if (vCard.length > maxBytes) {
      out.error(
          iq, StanzaError.of(Condition.POLICY_VIOLATION, "larger than " + maxBytes + " bytes"));
      return;
    }
    final long account = iq.account().number();
    out.call(
        iq,
        () -> {
          store.store(account, vCard);
          return vCard;
        },
        (stored, later) -> later.result(iq, null));
  }
}
