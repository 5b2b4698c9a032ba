// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.csi;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import java.util.List;

/**
 * Lets a client say that nobody looks at it. What matters reaches it at once all the same; presence
 * waits, the newest of each contact, and what only tells that somebody is typing is left out.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
public final class ClientState implements Feature {
  public static final String NAMESPACE = "urn:xmpp:csi:0";

  public static final Option<Long> BUFFER_MAX =
      new Option<>(
          "buffer_max",
          new Option.Whole(1, 10_000),
          100L,
          "stanzas",
          "presence of so many others waits for an inactive client; one more, and all of it goes");

  /**
   * What the Router needs to know.
   *
   * @param bufferMax presences that wait for one client
   *     <p>Owner: anyone, immutable. Allocates: at start.
   */
  public record Policy(int bufferMax) {}

  @Override
  public String module() {
    return "mod_csi";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0352", "1.0.0", "Client State Indication"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(BUFFER_MAX);
  }

  @Override
  public void install(final FeatureSetup setup) {
    setup.streamFeature(Phase.AFTER_AUTHENTICATION, "<csi xmlns='" + NAMESPACE + "'/>");
    setup.provide(Policy.class, new Policy(Math.toIntExact(setup.options().get(BUFFER_MAX))));
    inline(setup, "active", true);
    inline(setup, "inactive", false);
  }

  /** XEP-0386 §4.2: the session begins in the state its client names. */
  private static void inline(final FeatureSetup setup, final String element, final boolean active) {
    setup.inline(
        NAMESPACE,
        element,
        NAMESPACE,
        (request, session, out) -> {
          out.clientState(session, active);
          return null;
        });
  }
}
