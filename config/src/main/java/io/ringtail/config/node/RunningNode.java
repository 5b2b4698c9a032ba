// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.settings.TlsSettings;
import java.net.InetSocketAddress;

/**
 * A node that has started.
 *
 * <p>Owner: the thread that started it. Allocates: at start.
 */
public interface RunningNode extends NodeControl {
  /** What the banner says. */
  NodeReport report();

  /** Where the first listener of this kind listens; null where there is none. */
  InetSocketAddress listener(TlsSettings.Mode mode);

  /** Account changes that reach the Router as events. */
  AccountAdmin accounts();

  /** Returns when the node has drained and stopped, whoever asked for it. */
  void awaitStopped() throws InterruptedException;
}
