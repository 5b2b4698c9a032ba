// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * The account is proven; a resource is to be bound, RFC 6120 §7.
 *
 * <p>Owner: the loop of the stream. Allocates: per element; cold path.
 */
record Authenticated(Negotiation negotiation, boolean isKnownToRouter) implements StreamState {

  Authenticated(final Negotiation negotiation) {
    this(negotiation, false);
  }

  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    if (view.kind() == StanzaKind.NONZA && isManaged(view)) {
      onStreamCommand(stream, view);
      return true;
    }
    if (view.kind() == StanzaKind.NONZA) {
      stream.streamError("unsupported-stanza-type", null);
      return true;
    }
    final int bind = view.findChild("bind", Ns.BIND);
    final boolean isRequest =
        view.kind() == StanzaKind.IQ && view.type() == StanzaType.SET && bind >= 0;
    if (!isRequest) {
      stream.streamError("not-authorized", "a resource must be bound first");
      return true;
    }
    if (!view.id().isPresent() || view.childCount() != 1) {
      // RFC 6120 §8.2.3
      final Element iq = new Element("iq", Ns.CLIENT).set("type", "error");
      iq.add(StanzaError.of(StanzaError.Condition.BAD_REQUEST).toElement());
      final ByteWriter out = new ByteWriter(128);
      iq.write(out, Ns.CLIENT);
      stream.write(out);
      return true;
    }
    request(stream, view, bind);
    return true;
  }

  private void request(final Stream stream, final StanzaView view, final int bind) {
    final String resource = Elements.parse(view, bind).textOf("resource");
    final BindRequest request =
        new BindRequest(
            negotiation.account(),
            negotiation.accountNumber(),
            negotiation.moment(),
            view.text(view.id()),
            resource == null ? "" : resource,
            negotiation.language(),
            null);
    stream.ask(SlotKind.BIND, negotiation, request);
  }

  private boolean isManaged(final StanzaView view) {
    return view.namespace().equals(Sm.NAMESPACE)
        && negotiation.host().type().service(StreamPolicy.class) != null;
  }

  /** XEP-0198 §5: a lost stream goes on instead of a bind; §3: nothing else before it. */
  private void onStreamCommand(final Stream stream, final StanzaView view) {
    if (view.name().equals("resume")) {
      final ResumeRequest request =
          ResumeRequest.of(
              view, negotiation.account(), negotiation.accountNumber(), negotiation.moment());
      stream.ask(SlotKind.RESUME, negotiation, request);
    } else {
      stream.write(Markup.unexpectedRequest());
    }
  }
}
