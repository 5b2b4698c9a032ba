// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Ns;
import io.ringtail.transport.sasl.SaslMechanism;
import io.ringtail.transport.settings.TlsMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code <stream:features/>}, RFC 6120 §4.3.2.
 *
 * <p>Owner: the loop of the stream, stateless. Allocates: per call.
 */
final class Features {
  private static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";
  private static final String PLUS = "-PLUS";

  private Features() {}

  static ByteWriter markup(final StreamServices services, final Negotiation negotiation) {
    final ByteWriter out = new ByteWriter(512);
    out.raw("<stream:features>");
    if (negotiation.isAuthenticated()) {
      out.raw("<bind").attribute("xmlns", Ns.BIND).raw("/><session");
      // RFC 3921's session does nothing any more
      out.attribute("xmlns", Ns.SESSION).raw("><optional/></session>");
      out.raw(negotiation.host().type().streamFeatures(Phase.AFTER_AUTHENTICATION));
    } else {
      beforeAuthentication(services, negotiation, out);
    }
    return out.raw("</stream:features>");
  }

  private static void beforeAuthentication(
      final StreamServices services, final Negotiation negotiation, final ByteWriter out) {
    if (offersTls(services, negotiation)) {
      out.raw("<starttls").attribute("xmlns", Ns.TLS);
      out.raw(mustSecure(services, negotiation) ? "><required/></starttls>" : "/>");
    }
    if (mustSecure(services, negotiation)) {
      return;
    }
    final List<String> mechanisms = mechanisms(services, negotiation);
    if (!mechanisms.isEmpty()) {
      out.raw("<mechanisms").attribute("xmlns", Ns.SASL).raw(">");
      for (final String mechanism : mechanisms) {
        out.raw("<mechanism>").escaped(mechanism).raw("</mechanism>");
      }
      out.raw("</mechanisms>");
    }
    if (offersSasl2(services, negotiation) && !mechanisms.isEmpty()) {
      Sasl2Features.write(negotiation.host().type(), mechanisms, negotiation.bindings(), out);
    }
    channelBindings(negotiation, mechanisms, out);
    out.raw(negotiation.host().type().streamFeatures(Phase.BEFORE_AUTHENTICATION));
  }

  /** XEP-0440 §3: the types a -PLUS mechanism can be used with. */
  private static void channelBindings(
      final Negotiation negotiation, final List<String> mechanisms, final ByteWriter out) {
    if (mechanisms.stream().noneMatch(name -> name.endsWith(PLUS))) {
      return;
    }
    out.raw("<sasl-channel-binding").attribute("xmlns", CHANNEL_BINDING).raw(">");
    for (final String type : negotiation.bindings().types()) {
      out.raw("<channel-binding").attribute("type", type).raw("/>");
    }
    out.raw("</sasl-channel-binding>");
  }

  /** XEP-0388 §6: only once TLS protects it, or where the operator says that nothing must. */
  static boolean offersSasl2(final StreamServices services, final Negotiation negotiation) {
    final boolean needsNoTls =
        services.settings().tls().mode() == TlsMode.NONE
            && services.settings().stream().allowPlainWithoutTls();
    return (negotiation.isSecured() || needsNoTls)
        && negotiation.host().type().modules().contains(Sasl2.MODULE);
  }

  static boolean offersTls(final StreamServices services, final Negotiation negotiation) {
    final TlsMode mode = services.settings().tls().mode();
    final boolean starttls = mode == TlsMode.STARTTLS || mode == TlsMode.STARTTLS_REQUIRED;
    return starttls && !negotiation.isSecured() && services.tls() != null;
  }

  static boolean mustSecure(final StreamServices services, final Negotiation negotiation) {
    return services.settings().tls().mode() == TlsMode.STARTTLS_REQUIRED
        && !negotiation.isSecured();
  }

  /** Mechanisms this stream may use now, in the configured order, -PLUS before its plain form. */
  static List<String> mechanisms(final StreamServices services, final Negotiation negotiation) {
    final HostType type = negotiation.host().type();
    final boolean plainAllowed =
        negotiation.isSecured() || services.settings().stream().allowPlainWithoutTls();
    final List<String> offered = new ArrayList<>();
    for (final String name : type.auth().mechanisms()) {
      final SaslMechanism mechanism = SaslMechanism.of(name);
      if (mechanism == null || mechanism.plus()) {
        continue;
      }
      if (mechanism.isPlain() ? plainAllowed : canServe(type.auth(), mechanism.hash())) {
        if (!mechanism.isPlain()
            && type.auth().bindsChannels()
            && !negotiation.bindings().isEmpty()) {
          offered.add(name + PLUS);
        }
        offered.add(name);
      }
    }
    return offered;
  }

  static boolean offersPlus(final List<String> mechanisms) {
    return mechanisms.stream().anyMatch(name -> name.endsWith(PLUS));
  }

  // a store of SCRAM keys serves only the hashes it holds
  private static boolean canServe(final AuthSettings auth, final ScramHash hash) {
    return auth.format() == AuthSettings.Format.PLAIN || auth.hashes().contains(hash);
  }
}
