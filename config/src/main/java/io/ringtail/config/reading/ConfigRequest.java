// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the configuration of this run comes from.
 *
 * @param file the configuration file, or null for the built-in defaults
 * @param environment the process's environment
 * @param domain {@code --domain}, or null
 * @param listen {@code --listen}: an address, with or without a port; or null
 * @param threading {@code --threading}, or null
 * @param settings {@code --set} options in order
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record ConfigRequest(
    Path file,
    Map<String, String> environment,
    String domain,
    String listen,
    String threading,
    List<String> settings) {

  public ConfigRequest {
    environment = Map.copyOf(environment);
    settings = List.copyOf(settings);
  }

  /** Built-in defaults and nothing else. */
  public static ConfigRequest defaults() {
    return new ConfigRequest(null, Map.of(), null, null, null, List.of());
  }

  /** A file and nothing else. */
  public static ConfigRequest of(final Path file) {
    return new ConfigRequest(file, Map.of(), null, null, null, List.of());
  }

  public ConfigRequest withSettings(final String... more) {
    return new ConfigRequest(file, environment, domain, listen, threading, List.of(more));
  }

  public ConfigRequest withEnvironment(final Map<String, String> other) {
    return new ConfigRequest(file, other, domain, listen, threading, settings);
  }

  public ConfigRequest withTrial(final String newDomain, final String address) {
    return new ConfigRequest(file, environment, newDomain, address, threading, settings);
  }
}
