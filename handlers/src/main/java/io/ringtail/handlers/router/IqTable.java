// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqHandler;
import io.ringtail.parser.StanzaType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Who answers which IQ, by target, type, payload namespace and name.
 *
 * <p>Owner: filled at start, then read by the Router. Allocates: at start.
 */
final class IqTable {
  private record Route(Target target, StanzaType type, String name, IqHandler handler) {}

  private final Map<String, Route[]> byNamespace = new HashMap<>();

  void add(
      final Target target,
      final StanzaType type,
      final String name,
      final String namespace,
      final IqHandler handler) {
    if (find(target, type, name, namespace) != null) {
      throw new IllegalStateException(
          "two features answer " + type.attribute() + " " + name + " of " + namespace);
    }
    final Route[] before = byNamespace.getOrDefault(namespace, new Route[0]);
    final Route[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = new Route(target, type, name, handler);
    byNamespace.put(namespace, after);
  }

  /** The handler, or null when nobody answers such an IQ. */
  IqHandler find(
      final Target target, final StanzaType type, final String name, final String namespace) {
    final Route[] routes = byNamespace.get(namespace);
    if (routes == null) {
      return null;
    }
    for (final Route route : routes) {
      if (route.type == type && route.target == target && route.name.equals(name)) {
        return route.handler;
      }
    }
    return null;
  }
}
