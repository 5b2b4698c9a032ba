// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.FakeSalts;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.ping.PingPolicy;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Limits;
import io.ringtail.persistence.DataFolder;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.listen.C2sListener;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.StoredCredentials;
import io.ringtail.transport.settings.C2sSettings;
import io.ringtail.transport.settings.SocketSettings;
import io.ringtail.transport.settings.StreamSettings;
import io.ringtail.transport.settings.TlsEngine;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.settings.TlsSettings;
import io.ringtail.transport.stream.StreamServices;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes listeners out of their settings.
 *
 * <p>Owner: the thread that starts the node. Allocates: at start.
 */
final class Listeners {
  private static final String FAKE_SALT_SECRET = "scram.secret";
  private static final int SECRET_BYTES = 32;
  private static final int MAX_AUTH_TRIES = 3;
  private static final int OUTBOUND_STANZAS = 4;

  private final NodeSettings settings;
  private final Engine engine;
  private final Hosts hosts;
  private final FastTokens tokens;
  private final TlsServers tlsServers;
  private final Map<String, Credentials> credentials;
  private final Map<String, Instant> certificateEnds = new ConcurrentHashMap<>();

  Listeners(
      final NodeSettings settings,
      final Engine engine,
      final Stores stores,
      final FastTokens tokens,
      final DataFolder folder,
      final Hosts hosts) {
    this.tokens = tokens;
    this.settings = settings;
    this.engine = engine;
    this.hosts = hosts;
    this.tlsServers = new TlsServers(folder.path(), hosts);
    final byte[] secret = folder.secret(FAKE_SALT_SECRET, SECRET_BYTES);
    this.credentials =
        hosts.byDomain().values().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    host -> host.jid().domain(),
                    host -> credentials(host, stores.accounts(), secret)));
  }

  private static Credentials credentials(
      final Host host, final AccountStore accounts, final byte[] secret) {
    final AuthSettings auth = host.type().auth();
    return new StoredCredentials(
        host.jid().domain(), accounts, new FakeSalts(secret, auth.iterations()), auth);
  }

  /** The end of each listener's certificate, by where it listens; those without TLS have none. */
  Map<String, Instant> certificateEnds() {
    return certificateEnds;
  }

  /** Fingerprint of the certificate the node made for itself; null where none is shown. */
  String selfSignedFingerprint() {
    return tlsServers.selfSigned() == null ? null : tlsServers.selfSigned().fingerprint();
  }

  C2sListener make(final ListenerSettings each) {
    final TlsSettings tls = tls(each);
    final C2sSettings c2s =
        new C2sSettings(socket(each), tls, stream(each), new AccessPolicy(settings, each));
    final Limits limits = engine.limits().withMaxStanzaBytes(each.limits().maxStanzaBytes());
    tlsServers.end(tls).ifPresent(end -> certificateEnds.put(each.where(), end));
    final Function<Host, Credentials> byHost = host -> credentials.get(host.jid().domain());
    return new C2sListener(
        engine.loops(),
        new StreamServices(
            c2s,
            hosts,
            new StreamServices.Authentication(
                byHost, tokens, engine.authentication(), engine.admissions()),
            tlsServers.of(c2s.tls()),
            limits,
            engine.errors()));
  }

  private static SocketSettings socket(final ListenerSettings from) {
    final int maxConnections = (int) Math.min(Integer.MAX_VALUE, from.limits().maxConnections());
    return new SocketSettings(
        from.address(), from.port(), from.limits().backlog(), maxConnections, false);
  }

  private static TlsSettings tls(final ListenerSettings from) {
    final TlsMode mode =
        switch (from.tls().mode()) {
          case NONE -> TlsMode.NONE;
          case STARTTLS -> TlsMode.STARTTLS;
          case STARTTLS_REQUIRED -> TlsMode.STARTTLS_REQUIRED;
          case DIRECT -> TlsMode.TLS;
        };
    if (mode == TlsMode.NONE) {
      return TlsSettings.of(mode);
    }
    return new TlsSettings(
        mode,
        from.tls().certificate(),
        from.tls().key(),
        from.tls().keyPassword(),
        from.tls().protocols().isEmpty() ? TlsSettings.DEFAULT_VERSIONS : from.tls().protocols(),
        TlsEngine.AUTO);
  }

  /** One stanza of the largest size, whoever sent it, is no sign of a client that does not read. */
  static int maxOutbound(final Limits largest) {
    return Math.max(
        StreamSettings.DEFAULTS.maxOutboundBytes(), OUTBOUND_STANZAS * largest.maxStanzaBytes());
  }

  private StreamSettings stream(final ListenerSettings from) {
    return new StreamSettings(
        from.limits().maxStanzaBytes(),
        from.limits().stateTimeoutMs(),
        MAX_AUTH_TRIES,
        from.allowPlainWithoutTls(),
        maxOutbound(engine.limits()),
        0, // an account has its rate from AccessPolicy; before it is known the time is bounded
        PingPolicy.OFF);
  }
}
