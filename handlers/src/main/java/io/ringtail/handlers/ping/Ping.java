// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.ping;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.StanzaType;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Answers pings to the domain and to the pinging client's own account. Pinging clients is the
 * listener's work: it reads these options.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class Ping implements Feature {
  public static final String NAMESPACE = "urn:xmpp:ping";

  public static final Option<Boolean> SEND_PINGS =
      new Option<>(
          "send_pings",
          new Option.Flag(),
          true,
          "",
          "ping clients that were silent for ping_interval; switch off only where another layer"
              + " finds dead connections");
  public static final Option<Long> PING_INTERVAL =
      new Option<>(
          "ping_interval",
          new Option.Whole(1, 86_400),
          60L,
          "seconds",
          "silence before a client is pinged");
  public static final Option<Long> PING_REQ_TIMEOUT =
      new Option<>(
          "ping_req_timeout",
          new Option.Whole(1, 86_400),
          32L,
          "seconds",
          "how long the client may take to answer");
  public static final Option<String> TIMEOUT_ACTION =
      new Option<>(
          "timeout_action",
          new Option.OneOf(List.of("none", "kill")),
          "kill",
          "",
          "kill closes a connection that did not answer in time");

  @Override
  public String module() {
    return "mod_ping";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0199", "2.0.1", "XMPP Ping"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(SEND_PINGS, PING_INTERVAL, PING_REQ_TIMEOUT, TIMEOUT_ACTION);
  }

  @Override
  public void install(final FeatureSetup setup) {
    setup.iq(Target.HOST, StanzaType.GET, "ping", NAMESPACE, (iq, out) -> out.result(iq, null));
    setup.iq(Target.ACCOUNT, StanzaType.GET, "ping", NAMESPACE, Ping::onAccount);
    setup.provide(PingPolicy.class, policy(setup.options()));
    setup.disco(Target.HOST, NAMESPACE);
    setup.disco(Target.ACCOUNT, NAMESPACE);
  }

  private static PingPolicy policy(final Options options) {
    final boolean kills = options.get(TIMEOUT_ACTION).equals("kill");
    return options.get(SEND_PINGS)
        ? new PingPolicy(
            TimeUnit.SECONDS.toMillis(options.get(PING_INTERVAL)),
            kills ? TimeUnit.SECONDS.toMillis(options.get(PING_REQ_TIMEOUT)) : 0)
        : PingPolicy.OFF;
  }

  private static void onAccount(final IqRequest iq, final Outbound out) {
    if (iq.isOwnAccount()) {
      out.result(iq, null);
    } else {
      // As for an account that does not exist: a ping must not find out accounts.
      out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    }
  }
}
