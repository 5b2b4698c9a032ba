// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.login.Sasl2;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Features are sent; TLS, SASL, or a request that needs no account may follow.
 *
 * <p>Owner: the loop of the stream. Allocates: per element; cold path.
 */
final class Unauthenticated implements StreamState {
  private final Negotiation negotiation;
  private final ClassicSasl sasl;
  private final Sasl2Dialogue sasl2;

  Unauthenticated(final Negotiation negotiation) {
    this.negotiation = negotiation;
    this.sasl = new ClassicSasl(negotiation, this);
    this.sasl2 = new Sasl2Dialogue(negotiation, this);
  }

  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    if (view.namespace().equals(Sasl2.NAMESPACE)) {
      sasl2.onElement(stream, Elements.parse(view));
    } else if (sasl2.isUnderWay()) {
      stream.streamError("policy-violation", "an authentication is under way"); // XEP-0388 §2.4
    } else if (view.kind() != StanzaKind.NONZA) {
      onStanza(stream, view);
    } else if (view.namespace().equals(Ns.SASL)) {
      sasl.onElement(stream, Elements.parse(view));
    } else if (view.namespace().equals(Ns.TLS) && view.name().equals("starttls")) {
      onStartTls(stream);
    } else {
      stream.streamError("unsupported-stanza-type", null);
    }
    return true;
  }

  private void onStartTls(final Stream stream) {
    if (Features.offersTls(stream.services(), negotiation)) {
      negotiation.secured();
      TlsStart.requested(stream, negotiation);
      return;
    }
    // RFC 6120 §5.4.2.2: failure, then the stream is closed
    stream.write(new ByteWriter(64).raw("<failure").attribute("xmlns", Ns.TLS).raw("/>"));
    stream.endStream();
  }

  private void onStanza(final Stream stream, final StanzaView view) {
    final boolean request =
        view.kind() == StanzaKind.IQ
            && (view.type() == StanzaType.GET || view.type() == StanzaType.SET)
            && view.childCount() == 1
            && view.id().isPresent();
    final boolean handled =
        request
            && !Features.mustSecure(stream.services(), negotiation)
            && EarlyRequest.handle(stream, negotiation, this, view);
    if (!handled) {
      stream.streamError("not-authorized", null); // RFC 6120 §4.9.3.12
    }
  }
}
