// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.handlers.hints.Hints;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Copies an account's conversations to all its sessions that ask for it.
 *
 * <p>Owner: Router. Allocates: per request; copying never in steady state.
 */
public final class Carbons implements Feature {
  /** Behind whatever may stop or answer a message (MongooseIM's order). */
  private static final int ORDER = 89;

  @Override
  public String module() {
    return "mod_carboncopy";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0280", "1.0.1", "Message Carbons"), Hints.SPEC);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final SessionKey<Boolean> enabled = setup.sessionFlag("carbons");
    final Copier copier = new Copier(enabled, setup.accountState(account -> new RecentMessages()));
    setup.iq(
        Target.ACCOUNT,
        StanzaType.SET,
        "enable",
        CarbonRules.NAMESPACE,
        (iq, out) -> turn(iq, enabled, true, out));
    setup.iq(
        Target.ACCOUNT,
        StanzaType.SET,
        "disable",
        CarbonRules.NAMESPACE,
        (iq, out) -> turn(iq, enabled, null, out));
    setup.inline(
        CarbonRules.NAMESPACE,
        "enable",
        CarbonRules.NAMESPACE,
        (request, session, out) -> {
          session.state(enabled, true);
          return null; // XEP-0386 §4.2: it always succeeds
        });
    setup.onMessageAccepted(ORDER, copier);
    setup.onMessageRouted(ORDER, copier);
    setup.filter(new CopiesOnce());
    setup.disco(Target.HOST, CarbonRules.NAMESPACE);
    setup.disco(Target.ACCOUNT, CarbonRules.NAMESPACE);
  }

  /** XEP-0280 §10.1: as often as the client likes, never an error. */
  private static void turn(
      final IqRequest iq,
      final SessionKey<Boolean> enabled,
      final Boolean state,
      final Outbound out) {
    if (!iq.isOwnAccount()) {
      out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      return;
    }
    iq.sender().state(enabled, state);
    out.result(iq, null);
  }
}
