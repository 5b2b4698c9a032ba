// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.parser.Jid;
import io.ringtail.transport.settings.UserPolicy;

/**
 * A listener's access and shaper rules, asked of the account's host type.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
record AccessPolicy(NodeSettings settings, ListenerSettings listener) implements UserPolicy {
  @Override
  public boolean mayConnect(final Jid account) {
    final HostTypeSettings type = settings.hostTypeOf(account.domain());
    return type != null && type.access().allows(listener.accessRule(), account);
  }

  @Override
  public long bytesPerSecond(final Jid account) {
    final HostTypeSettings type = settings.hostTypeOf(account.domain());
    final String rule = listener.shaperRule();
    if (type == null || !type.access().rules().containsKey(rule)) {
      return settings.shapers().getOrDefault(rule, 0L);
    }
    final String shaper = String.valueOf(type.access().value(rule, account));
    return settings.shapers().getOrDefault(shaper, 0L);
  }
}
