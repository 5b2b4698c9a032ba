// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.NodeView;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Jid;
import java.util.function.Consumer;

/**
 * The Router's state as others may see it.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class NodeState implements NodeView {
  private final Core core;
  private long startedAtMs;

  NodeState(final Core core) {
    this.core = core;
  }

  /** The first slot's time is when the Router started. */
  void now(final long nowMs) {
    if (startedAtMs == 0) {
      startedAtMs = nowMs;
    }
  }

  @Override
  public Host host(final String domain) {
    return core.host(domain);
  }

  @Override
  public AccountView account(final Jid bareJid) {
    final LocalAccount account = core.accounts.get(bareJid);
    return account != null && account.isLoaded() ? account : null;
  }

  @Override
  public boolean isRestoring(final Jid bareJid) {
    final LocalAccount account = core.accounts.get(bareJid);
    return account != null
        && account.status() == LocalAccount.Status.LOADING
        && account.sessionCount() > 0;
  }

  @Override
  public int sessionCount() {
    return core.sessions.size();
  }

  @Override
  public void forEachSession(final Consumer<SessionView> action) {
    core.sessions.forEach(action);
  }

  @Override
  public int loadedAccountCount() {
    return core.accounts.size();
  }

  @Override
  public long startedAtMs() {
    return startedAtMs;
  }
}
