// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;
import io.ringtail.parser.StreamHeader;

/**
 * A stream header is expected: at the start, after TLS and after SASL.
 *
 * <p>Owner: the loop of the stream. Allocates: per header.
 */
record AwaitHeader(Negotiation negotiation) implements StreamState {
  private static final int MAX_LANGUAGE = 64;

  @Override
  public void onHeader(final Stream stream, final StreamHeader header) {
    if (header.fault() != null) {
      stream.streamError(header.fault().condition(), header.fault().text());
      return;
    }
    final Host host = hostOf(stream.services(), header.to());
    if (host == null || negotiation.isAuthenticated() && host != negotiation.host()) {
      stream.streamError("host-unknown", null);
      return;
    }
    negotiation.host(host);
    negotiation.language(languageOf(header));
    stream.write(Markup.header(host.jid().domain(), addressOf(header.from())));
    final StreamState next =
        negotiation.isAuthenticated()
            ? new Authenticated(negotiation)
            : new Unauthenticated(negotiation);
    stream.write(Features.markup(stream.services(), negotiation));
    stream.become(next);
  }

  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    stream.streamError("not-well-formed", null); // the framer never lets this happen
    return true;
  }

  @Override
  public boolean needsHeader() {
    return true;
  }

  // RFC 6120 §4.7.2: without 'to' the default domain is meant
  private static Host hostOf(final StreamServices services, final String to) {
    if (to == null) {
      return services.hosts().find(services.hosts().defaultDomain());
    }
    final Jid domain = Jid.parse(to);
    return domain == null || !domain.isDomain() ? null : services.hosts().find(domain.domain());
  }

  private static String languageOf(final StreamHeader header) {
    final String language = header.lang();
    return language == null || language.length() > MAX_LANGUAGE ? "" : language;
  }

  private static Jid addressOf(final String from) {
    return from == null ? null : Jid.parse(from);
  }
}
