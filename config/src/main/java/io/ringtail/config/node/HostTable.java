// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.parser.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Compiles every configured host type once and gives each domain its host.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
final class HostTable {
  private HostTable() {}

  static Hosts of(final NodeSettings settings, final Stores stores) {
    final HostTypes compiler = new HostTypes(HostTypes.discover(), stores);
    final Map<String, Host> byDomain = new LinkedHashMap<>();
    for (final HostTypeSettings each : settings.hostTypes()) {
      final HostType type = compiler.compile(each.plan());
      for (final String domain : each.domains()) {
        byDomain.put(domain, new Host(Jid.parse(domain), type));
      }
    }
    return new Hosts(byDomain, settings.general().defaultDomain());
  }

  /** The rule {@code max_user_offline_messages} of the account's host type. */
  static ToIntFunction<Jid> offlineLimits(final NodeSettings settings) {
    return account -> {
      final HostTypeSettings type = settings.hostTypeOf(account.domain());
      return type == null
          ? 0
          : (int) Math.min(Integer.MAX_VALUE, type.access().maxOfflineMessages(account));
    };
  }

  /** The rule {@code max_user_sessions} of the account's host type. */
  static ToIntFunction<Jid> sessionLimits(final NodeSettings settings) {
    return account -> {
      final HostTypeSettings type = settings.hostTypeOf(account.domain());
      return type == null
          ? 0
          : (int) Math.min(Integer.MAX_VALUE, type.access().maxSessions(account));
    };
  }
}
