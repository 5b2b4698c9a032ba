// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Declares and reads {@code [listen.c2s.tls]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class TlsSection {
  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
  private static final Map<String, String> OFF =
      Map.of("no_tlsv1_2", "TLSv1.2", "no_tlsv1_3", "TLSv1.3");
  private static final Set<String> ALWAYS_OFF =
      Set.of("no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1");

  static final Key<String> MODE =
      Key.of(
          "mode",
          Kinds.word("starttls", "starttls_required", "tls", "none"),
          "starttls",
          "When encryption begins: on request, on request and nothing before it, with the first"
              + " byte, never. Change to `starttls_required` where the network is not yours.");
  static final Key<String> CERTFILE =
      Key.of(
          "certfile",
          Kinds.file(),
          null,
          "PEM file with the certificate chain, and with the key unless `keyfile` names another;"
              + " without it a self-signed certificate is made in the data folder.");
  static final Key<String> KEYFILE =
      Key.of("keyfile", Kinds.file(), null, "PEM file with the private key.");
  static final Key<String> PASSWORD =
      Key.of("password", Kinds.secret(), null, "Password of the private key.");
  static final Key<String> VERIFY_MODE =
      Key.of(
          "verify_mode",
          Kinds.word("peer", "selfsigned_peer", "none"),
          null,
          "Accepted: clients are not asked for certificates in this version.");
  static final Key<List<String>> VERSIONS =
      Key.of(
          "versions",
          Kinds.words("tlsv1.2", "tlsv1.3"),
          List.of("tlsv1.2", "tlsv1.3"),
          "TLS versions offered. Change if every client speaks 1.3.");
  static final Key<List<String>> PROTOCOL_OPTIONS =
      Key.of(
          "protocol_options",
          Kinds.texts(),
          List.of(),
          "MongooseIM's other way to leave out versions: `no_tlsv1_2`, `no_tlsv1_3`.");
  private static final String NO_CLIENT_CERTIFICATES =
      "clients are not asked for certificates in this version";

  static final Section SECTION =
      Section.of(
          "[listen.c2s.tls]",
          "Encryption of one listener. Without this section clients may use STARTTLS with the"
              + " self-signed certificate; `mode = \"none\"` turns encryption off.",
          MODE,
          CERTFILE,
          KEYFILE,
          PASSWORD,
          VERIFY_MODE,
          VERSIONS,
          PROTOCOL_OPTIONS,
          Key.ignored("cacertfile", NO_CLIENT_CERTIFICATES),
          Key.ignored("ciphers", "only suites with forward secrecy are offered"),
          Key.ignored("module", "there is one TLS provider"),
          Key.ignored("dhfile", "only elliptic-curve key exchange is offered"),
          Key.ignored("disconnect_on_failure", "a failed handshake always ends the connection"),
          Key.refused("crl_files", "revocation lists are not read in this version"));

  private TlsSection() {}

  static TlsSettings settings(final Values tls, final Reading reading) {
    final TlsSettings.Mode mode =
        "tls".equals(tls.get(MODE))
            ? TlsSettings.Mode.DIRECT
            : TlsSettings.Mode.valueOf(tls.get(MODE).toUpperCase(Locale.ROOT));
    final Path key = reading.file(tls, KEYFILE);
    final Path certificate = reading.file(tls, CERTFILE);
    if (key != null && certificate == null) {
      reading.error(tls, KEYFILE, "needs certfile: a key alone proves nothing");
    }
    if (tls.has(VERIFY_MODE) && !"none".equals(tls.get(VERIFY_MODE))) {
      reading.warning(tls, VERIFY_MODE, "changes nothing: " + NO_CLIENT_CERTIFICATES);
    }
    return new TlsSettings(mode, certificate, key, tls.get(PASSWORD), protocols(tls, reading));
  }

  private static List<String> protocols(final Values tls, final Reading reading) {
    final List<String> offered = new ArrayList<>(PROTOCOLS);
    offered.removeIf(protocol -> !tls.get(VERSIONS).contains(protocol.toLowerCase(Locale.ROOT)));
    for (final String option : tls.get(PROTOCOL_OPTIONS)) {
      if (OFF.containsKey(option)) {
        offered.remove(OFF.get(option));
      } else if (!ALWAYS_OFF.contains(option)) {
        reading.warning(tls, PROTOCOL_OPTIONS, "\"" + option + "\" changes nothing here");
      }
    }
    if (offered.isEmpty()) {
      reading.error(tls, VERSIONS, "leaves no TLS version to offer");
    }
    return offered;
  }
}
