// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.inbox.InboxKeeper;
import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.router.RouterSettings;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.Options;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.ring.Counters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    InboxCheckpoint checkpoint,
    String... domains) {
  private static final int MAX_SESSIONS = 10;
  private static final int MAX_OFFLINE = 100;

  /** With room for everything in the checkpoint. */
  public NodeParts(
      final Stores stores,
      final List<Feature> features,
      final Map<String, Options> modules,
      final InboxLimits inboxLimits,
      final MemoryJournal journal,
      final String... domains) {
    this(
        stores,
        features,
        modules,
        inboxLimits,
        journal,
        new MemoryCheckpoint(Integer.MAX_VALUE),
        domains);
  }

  static RouterSettings settings(final Revocations revocations) {
    return new RouterSettings(
        new Random(1),
        account -> MAX_SESSIONS,
        account -> MAX_OFFLINE,
        revocations,
        Limits.defaults());
  }

  InboxKeeper keeper(final Blocking work, final LongConsumer passed, final Counters counters) {
    return new InboxKeeper(
        stores.inboxes(),
        checkpoint,
        work,
        inboxLimits,
        passed,
        counters.counter("inbox.rows"),
        counters.counter("inbox.faults"));
  }

  /** All domains, of one host type. */
  Hosts hosts() {
    final HostType type =
        new HostTypes(features, stores)
            .compile(new HostTypePlan(domains[0], TestNode.AUTH, modules));
    final Map<String, Host> byDomain = new HashMap<>();
    for (final String domain : domains) {
      byDomain.put(domain, new Host(Jid.parse(domain), type));
    }
    return new Hosts(byDomain, domains[0]);
  }
}
