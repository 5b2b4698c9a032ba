// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.inbox.InboxKeeper;
import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Options;
import io.ringtail.ring.Counters;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What a {@link TestNode} is made of, and what is left of it after a crash.
 *
 * <p>Owner: the test's thread. Allocates: per node.
 */
public record NodeParts(
    Stores stores,
    List<Feature> features,
    Map<String, Options> modules,
    InboxLimits inboxLimits,
    MemoryJournal journal,
    String... domains) {

  InboxKeeper keeper(final Blocking work, final LongConsumer passed, final Counters counters) {
    return new InboxKeeper(
        stores.inboxes(),
        work,
        inboxLimits,
        passed,
        counters.counter("inbox.rows"),
        counters.counter("inbox.faults"));
  }
}
