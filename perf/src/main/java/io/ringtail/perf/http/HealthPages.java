// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import io.ringtail.perf.health.Health;
import java.util.Map;
import java.util.Set;

/**
 * {@code /health/live} and {@code /health/ready}, as Kubernetes and load balancers ask.
 *
 * <p>Owner: the server's one worker thread. Allocates: per request.
 */
public final class HealthPages {
  private static final String LIVE = "/health/live";
  private static final String READY = "/health/ready";

  /** Their paths: they ask for no password, and tell no more than yes or no and why. */
  public static final Set<String> PATHS = Set.of(LIVE, READY);

  private HealthPages() {}

  public static Map<String, Page> pages(final Health health) {
    return Map.of(LIVE, request -> Reply.text(200, "live\n"), READY, request -> ready(health));
  }

  private static Reply ready(final Health health) {
    if (health.isReady()) {
      return Reply.text(200, "ready\n");
    }
    final String why = String.join("\n", health.reasons());
    return Reply.text(503, "not ready\n" + (why.isEmpty() ? "" : why + '\n'));
  }
}
