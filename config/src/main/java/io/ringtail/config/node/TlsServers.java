// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.node.Hosts;
import io.ringtail.persistence.DataFolder;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.settings.TlsSettings;
import io.ringtail.transport.tls.TlsServer;

/**
 * TLS for the listeners that have it.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
final class TlsServers {
  TlsServers(final DataFolder folder, final Hosts hosts) {}

  /** Null where the listener has no TLS. */
  TlsServer of(final TlsSettings settings) {
    if (settings.mode() == TlsMode.NONE) {
      return null;
    }
    throw new StartException("TLS is not wired yet");
  }
}
