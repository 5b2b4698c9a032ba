// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.ListenerSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares and reads {@code [[listen.c2s]]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class ListenSection {
  /** What "infinity" means for a stanza: more than this is never held in memory. */
  static final long MAX_STANZA = 16 * 1024 * 1024;

  static final Key<Long> PORT =
      Key.required("port", Kinds.whole(0, 65_535), "TCP port; 0 takes any free one.");
  static final Key<String> IP_ADDRESS =
      Key.of(
          "ip_address",
          Kinds.text(),
          null,
          "Address to listen on; all of them when absent. Change to `127.0.0.1` to serve this"
              + " machine only.");
  static final Key<Long> IP_VERSION =
      Key.of("ip_version", Kinds.whole(4, 6), 4L, "Which all-zeros address `ip_address` means.");
  static final Key<String> PROTO =
      Key.of("proto", Kinds.word("tcp"), "tcp", "Transport protocol; there is only one.");
  static final Key<Values> TLS =
      Key.of("tls", Tables.table(TlsSection.SECTION), null, "Encryption.");
  static final Key<Long> MAX_STANZA_SIZE =
      Key.of(
              "max_stanza_size",
              Kinds.limit(10_000, MAX_STANZA),
              65_536L,
              "Largest stanza accepted; checked while its bytes arrive. `\"infinity\"` means 16"
                  + " MiB. Change if clients send pictures inside stanzas.")
          .in("bytes");
  static final Key<Long> MAX_CONNECTIONS =
      Key.of(
          "max_connections",
          Kinds.limit(1, Integer.MAX_VALUE),
          Kinds.INFINITY,
          "Open connections; the next one is turned away. Change to what the machine's memory"
              + " and file handles bear.");
  static final Key<String> SHAPER =
      Key.of(
          "shaper",
          Kinds.text(),
          "none",
          "Rule of `[access]` whose value names a `[shaper]`, or the shaper itself: reading from"
              + " faster clients pauses.");
  static final Key<String> ACCESS =
      Key.of("access", Kinds.text(), "all", "Rule of `[access]` that says who may log in.");
  static final Key<Long> STATE_TIMEOUT =
      Key.of(
              "state_timeout",
              Kinds.limit(0, 3_600_000),
              5_000L,
              "Longest wait for a client's next step until it is logged in. Change if clients on"
                  + " bad links fail to log in.")
          .in("ms");
  static final Key<Long> BACKLOG =
      Key.of(
          "backlog",
          Kinds.whole(1, 1_048_576),
          65_535L,
          "Connections the kernel holds until they are accepted, no more than its own"
              + " net.core.somaxconn: raise that if everybody reconnects at once.");
  static final Key<Boolean> LEGACY_SESSION =
      Key.of(
          "backwards_compatible_session",
          Kinds.flag(),
          true,
          "Accepted: the session request of RFC 3921 is always offered, as optional.");
  static final Key<List<String>> AUTH_METHODS =
      Key.of(
          "allowed_auth_methods",
          Kinds.texts(),
          List.of(),
          "Subset of `auth.methods` for this listener; all of them when empty.");
  static final Key<Boolean> ALLOW_PLAIN =
      Key.of(
          "allow_plain_without_tls",
          Kinds.flag(),
          false,
          "Offers SASL PLAIN on unencrypted streams, and SASL2 with its tokens where `tls.mode` is"
              + " `none`: everybody on the way reads passwords and tokens."
              + " Change for measurements on one machine only.");
  static final Key<Boolean> PROXY_PROTOCOL =
      Key.of(
          "proxy_protocol",
          Kinds.flag(),
          false,
          "Must be false: the PROXY protocol is not read in this version.");

  private static final String LOOPS = "the I/O loops accept connections themselves";

  static final Section C2S =
      Section.of(
          "[[listen.c2s]]",
          "A socket for clients. Without any, the node listens on 127.0.0.1, ports 5222 and 5223"
              + " (direct TLS).",
          PORT,
          IP_ADDRESS,
          IP_VERSION,
          PROTO,
          TLS,
          MAX_STANZA_SIZE,
          MAX_CONNECTIONS,
          SHAPER,
          ACCESS,
          STATE_TIMEOUT,
          BACKLOG,
          LEGACY_SESSION,
          AUTH_METHODS,
          ALLOW_PLAIN,
          PROXY_PROTOCOL,
          Key.renamed("c2s_state_timeout", STATE_TIMEOUT.name()),
          Key.renamed("shaper_rule", SHAPER.name()),
          Key.ignored("num_acceptors", LOOPS),
          Key.ignored("acceptors_num", LOOPS),
          Key.ignored("reuse_port", LOOPS),
          Key.ignored("hibernate_after", "an idle session holds no buffers"),
          Key.ignored("max_fsm_queue", "every queue of this node is bounded by itself"),
          Key.ignored("zlib", "stream compression is not offered: it leaks secrets (CRIME)"));

  static final Key<List<Values>> LISTENERS =
      Key.of("c2s", Tables.tables(C2S), List.of(), "Sockets for clients.");

  static final Section SECTION =
      Section.of(
          "[listen]",
          "Sockets.",
          LISTENERS,
          Key.refused("http", "BOSH, WebSocket and HTTP APIs come in a later version"),
          Key.refused("s2s", "connections from other servers come in a later version"),
          Key.refused("component", "external components come in a later version"),
          Key.refused("service", "external components come in a later version"));

  private ListenSection() {}

  static List<ListenerSettings> settings(final List<Values> listeners, final Reading reading) {
    final Map<String, Values> taken = new HashMap<>();
    return listeners.stream()
        .map(
            listener -> {
              final ListenerSettings settings = listener(listener, reading);
              final Values other = taken.putIfAbsent(settings.where(), listener);
              if (other != null && settings.port() != 0) {
                reading.error(listener, PORT, "is taken by " + other.path() + " already");
              }
              return settings;
            })
        .toList();
  }

  private static ListenerSettings listener(final Values listener, final Reading reading) {
    if (listener.get(PROXY_PROTOCOL)) {
      reading.error(listener, PROXY_PROTOCOL, "= true is not available in this version");
    }
    if (!listener.get(LEGACY_SESSION)) {
      reading.warning(
          listener, LEGACY_SESSION, "= false changes nothing: clients may leave it out");
    }
    return new ListenerSettings(
        address(listener, reading),
        listener.has(PORT) ? listener.intOf(PORT) : 0,
        TlsSection.settings(tls(listener), reading),
        limits(listener),
        listener.get(ACCESS),
        listener.get(SHAPER),
        listener.get(ALLOW_PLAIN));
  }

  private static Values tls(final Values listener) {
    return listener.has(TLS)
        ? listener.get(TLS)
        : new Values(listener.path() + ".tls", listener.origin(), Map.of(), Map.of());
  }

  private static ListenerSettings.Limits limits(final Values listener) {
    return new ListenerSettings.Limits(
        (int) Math.min(MAX_STANZA, listener.get(MAX_STANZA_SIZE)),
        listener.get(MAX_CONNECTIONS),
        listener.get(STATE_TIMEOUT),
        listener.intOf(BACKLOG));
  }

  private static String address(final Values listener, final Reading reading) {
    final String address = listener.get(IP_ADDRESS);
    if (address == null) {
      return listener.get(IP_VERSION) == 6 ? "::" : "0.0.0.0";
    }
    if (!IpAddress.isLiteral(address)) {
      reading.error(listener, IP_ADDRESS, "is \"" + address + "\", not an IP address");
    }
    return address;
  }
}
