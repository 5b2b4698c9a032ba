// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Unmodifiable maps that keep their order; {@code Map.copyOf} does not.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
final class Maps {
  private Maps() {}

  static <V> SequencedMap<String, V> ordered(final Map<String, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
