// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.handlers.spi.InlineHandler;
import io.ringtail.parser.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests a host type answers inside a Bind 2 request, by element.
 *
 * <p>Owner: built at start, then read by Router and loops. Allocates: at start.
 */
final class InlineFeatures {
  private final Map<String, InlineHandler> handlers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private BoundReport report;

  /**
   * @param feature name to advertise; the same one may have several elements
   */
  void add(
      final String feature,
      final String element,
      final String namespace,
      final InlineHandler handler) {
    name(feature);
    handlers.put(namespace + ' ' + element, handler);
  }

  private void name(final String feature) {
    if (!names.contains(feature)) {
      names.add(feature);
    }
  }

  void report(final String feature, final BoundReport newReport) {
    if (report != null) {
      throw new IllegalStateException("two features report to who binds");
    }
    name(feature);
    report = newReport;
  }

  /** What is told to who binds, asked for or not; null for nothing. */
  BoundReport report() {
    return report;
  }

  /** Feature names in the order they were installed. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The handler of this request, or null: what is not known is ignored (XEP-0386 §4.2). */
  InlineHandler find(final Element request) {
    return handlers.get(request.namespace() + ' ' + request.name());
  }
}
