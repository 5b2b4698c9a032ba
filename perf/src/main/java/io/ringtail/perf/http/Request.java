// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import java.util.List;
import java.util.Map;

/**
 * A GET request, as far as a page needs it.
 *
 * @param path decoded, without the query
 * @param query the query's parameters
 * @param accept the formats wanted; empty when it does not say
 *     <p>Owner: anyone, immutable. Allocates: per request.
 */
public record Request(String path, Map<String, List<String>> query, String accept) {
  /** The first value of a parameter as a number; the fallback when it is none. */
  public long number(final String name, final long fallback) {
    final List<String> values = query.getOrDefault(name, List.of());
    if (values.isEmpty() || !values.getFirst().matches("-?[0-9]{1,15}")) {
      return fallback;
    }
    return Long.parseLong(values.getFirst());
  }
}
