// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import java.util.List;

/**
 * {@code mod_presence}: availability (RFC 6121 §4). Where it is off no presence code runs and every
 * session counts as available.
 *
 * <p>Owner: installed at start, then the Router. Allocates: at start.
 */
public final class PresenceFeature implements Feature {
  private static final Option<Long> MAX_DIRECTED =
      new Option<>(
          "max_directed",
          new Option.Whole(1, 100_000),
          1_000L,
          "addresses",
          "addresses a session may have sent directed presence to at a time, rooms included");

  @Override
  public String module() {
    return "mod_presence";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("RFC 6121", "", "Instant Messaging and Presence: presence"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MAX_DIRECTED);
  }

  @Override
  public List<String> requires() {
    return List.of("mod_roster");
  }

  @Override
  public void install(final FeatureSetup setup) {
    final Directed directed = new Directed(Math.toIntExact(setup.options().get(MAX_DIRECTED)));
    setup.availability(new Availability(directed));
  }
}
