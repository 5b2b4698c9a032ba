// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.transport.sasl.Base64Strict;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslStep;

/**
 * SASL as RFC 6120 §6 carries it: a stream restart follows success.
 *
 * <p>Owner: the loop of the stream. Allocates: per element.
 */
final class ClassicSasl implements SaslProfile {
  private static final byte[] NOTHING = new byte[0];

  private final Negotiation negotiation;
  private final SaslDialogue dialogue;

  ClassicSasl(final Negotiation negotiation, final StreamState state) {
    this.negotiation = negotiation;
    this.dialogue = new SaslDialogue(negotiation, state, this);
  }

  void onElement(final Stream stream, final Element element) {
    switch (element.name()) {
      case "auth" -> {
        final String initial = element.text();
        final String name = element.attribute("mechanism");
        dialogue.begin(stream, name, initial.isEmpty() ? null : initial);
      }
      case "response" -> dialogue.respond(stream, element.text());
      case "abort" -> dialogue.fail(stream, SaslFailure.ABORTED, null);
      default -> stream.streamError("unsupported-stanza-type", null);
    }
  }

  /** RFC 6120 §6.4.2: a single {@code =} is a response of no bytes. */
  @Override
  public byte[] decode(final String text) {
    return text.equals("=") ? NOTHING : Base64Strict.decode(text);
  }

  @Override
  public ByteWriter challenge(final byte[] data) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<challenge").attribute("xmlns", Ns.SASL).raw(">");
    return out.raw(Base64Strict.encode(data)).raw("</challenge>");
  }

  @Override
  public ByteWriter failure(final SaslFailure failure, final String text) {
    final ByteWriter out = new ByteWriter(128);
    out.raw("<failure").attribute("xmlns", Ns.SASL).raw("><").raw(failure.condition()).raw("/>");
    if (text != null) {
      out.raw("<text xml:lang='en'>").escaped(text).raw("</text>");
    }
    return out.raw("</failure>");
  }

  @Override
  public void succeed(final Stream stream, final SaslStep.Done done) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<success").attribute("xmlns", Ns.SASL);
    if (done.data() == null) {
      out.raw("/>");
    } else {
      // RFC 6120 §6.4.6: empty additional data is '='
      out.raw(">").raw(done.data().length == 0 ? "=" : Base64Strict.encode(done.data()));
      out.raw("</success>");
    }
    stream.write(out);
    stream.restart(negotiation);
  }
}
