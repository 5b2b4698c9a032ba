// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidMap;
import io.ringtail.parser.JidView;
import java.nio.charset.StandardCharsets;

/**
 * The Router's state objects, each small and with one job; the Router only orders them.
 *
 * <p>Owner: Router. Allocates: at start.
 */
final class Core {
  final SessionTable sessions = new SessionTable();
  final AccountTable accounts;
  final RouterCounters counters;
  private final ByteArrays arrays = new ByteArrays();
  private final JidMap<Host> hosts = new JidMap<>();
  private final Hosts directory;

  Core(final Hosts directory, final AccountTable accounts, final RouterCounters counters) {
    this.directory = directory;
    this.accounts = accounts;
    this.counters = counters;
    directory.byDomain().values().forEach(host -> hosts.put(host.jid(), host));
  }

  /** Arrays for what has to be kept a while. */
  ByteArrays arrays() {
    return arrays;
  }

  /** The host an address without local part and resource names, or null. */
  Host hostItself(final JidView address) {
    return address.hasLocal() || address.hasResource() ? null : hosts.get(address);
  }

  /** The host that serves the address's domain, or null. Allocates: per call. */
  Host hostOf(final JidView address) {
    return directory.find(
        new String(
            address.buffer(),
            address.domainStart(),
            address.bareEnd() - address.domainStart(),
            StandardCharsets.UTF_8));
  }

  Host host(final String domain) {
    return directory.find(domain);
  }

  Host hostOf(final Jid jid) {
    return directory.find(jid.domain());
  }

  static CompiledHostType type(final Host host) {
    return (CompiledHostType) host.type();
  }
}
