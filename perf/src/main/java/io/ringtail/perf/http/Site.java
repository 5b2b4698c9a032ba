// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import java.util.Map;
import java.util.Set;

/**
 * Which path is which page, and who may see it.
 *
 * @param pages by path
 * @param open paths that ask for no password
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Site(Map<String, Page> pages, Set<String> open) {
  public Site {
    pages = Map.copyOf(pages);
    open = Set.copyOf(open);
  }
}
