// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.node.Hosts;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.settings.TlsSettings;
import io.ringtail.transport.tls.PemFiles;
import io.ringtail.transport.tls.SelfSigned;
import io.ringtail.transport.tls.ServerCertificate;
import io.ringtail.transport.tls.TlsContexts;
import io.ringtail.transport.tls.TlsServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * TLS for the listeners that have it: with the certificate configured, or with one the node makes
 * for its hosts and keeps in the data folder.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
final class TlsServers {
  private final Path folder;
  private final Hosts hosts;
  private ServerCertificate selfSigned;

  TlsServers(final Path folder, final Hosts hosts) {
    this.folder = folder;
    this.hosts = hosts;
  }

  /** Null where the listener has no TLS. */
  TlsServer of(final TlsSettings settings) {
    return settings.mode() == TlsMode.NONE ? null : TlsContexts.of(settings, certificate(settings));
  }

  /** When its certificate ends; empty where the listener has no TLS. */
  Optional<Instant> end(final TlsSettings settings) {
    return settings.mode() == TlsMode.NONE
        ? Optional.empty()
        : Optional.of(certificate(settings).own().getNotAfter().toInstant());
  }

  private ServerCertificate certificate(final TlsSettings settings) {
    if (settings.certFile() != null) {
      return PemFiles.read(settings.certFile(), settings.keyFile(), settings.keyPassword());
    }
    if (selfSigned == null) {
      selfSigned = SelfSigned.of(folder, hosts.byDomain().keySet(), Instant.now());
    }
    return selfSigned;
  }

  /** The certificate the node made for itself; null where no listener shows it. */
  ServerCertificate selfSigned() {
    return selfSigned;
  }
}
