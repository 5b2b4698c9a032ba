// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import java.util.List;

/**
 * A feature that only declares things.
 *
 * <p>Owner: the test. Allocates: per construction.
 */
record FakeFeature(
    String module, List<Option<?>> options, List<String> requires, boolean enabledByDefault)
    implements Feature {

  static final Option<Long> TIMEOUT =
      new Option<>("timeout", new Option.Whole(1, 60), 32L, "s", "Longest wait.");
  static final Option<Boolean> SEND =
      new Option<>("send.pings", new Option.Flag(), false, "", "Whether to ask.");
  static final Option<String> ACTION =
      new Option<>("action", new Option.OneOf(List.of("none", "kill")), "none", "", "Then.");
  static final Option<List<String>> SIDES =
      new Option<>(
          "sides", new Option.SomeOf(List.of("client", "server")), List.of(), "", "Who is asked.");
  static final Option<List<java.util.Map<String, String>>> IP_ACCESS =
      new Option<>(
          "ip_access",
          new Option.Tables(List.of("address", "policy")),
          List.of(),
          "",
          "Who may register.");

  /** What the tests' nodes have. */
  static List<Feature> all() {
    return List.of(
        new FakeFeature(
            "mod_ping", List.of(TIMEOUT, SEND, ACTION, SIDES), List.of("mod_disco"), true),
        new FakeFeature("mod_disco", List.of(), List.of(), true),
        new FakeFeature("mod_roster", List.of(), List.of("mod_presence"), true),
        new FakeFeature("mod_presence", List.of(), List.of(), true),
        new FakeFeature("mod_stream_management", List.of(), List.of(), false),
        new FakeFeature("mod_register", List.of(IP_ACCESS), List.of(), false));
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0000", "1.0", "Title of " + module));
  }

  @Override
  public void install(final FeatureSetup setup) {
    throw new UnsupportedOperationException("configuration never installs");
  }
}
