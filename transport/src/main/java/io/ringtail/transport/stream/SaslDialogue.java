// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.transport.sasl.Base64Strict;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.Nonces;
import io.ringtail.transport.sasl.PlainExchange;
import io.ringtail.transport.sasl.SaslExchange;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslMechanism;
import io.ringtail.transport.sasl.SaslStep;
import io.ringtail.transport.sasl.ScramExchange;
import java.util.List;
import java.util.function.Supplier;

/**
 * SASL as XMPP carries it, RFC 6120 §6.
 *
 * <p>Owner: the loop of the stream; slow steps run elsewhere while the stream reads nothing.
 * Allocates: per element.
 */
final class SaslDialogue {
  // far above any password or proof, far below a stanza
  private static final int MAX_TEXT = 8192;
  private static final byte[] NOTHING = new byte[0];

  private final Negotiation negotiation;
  private final StreamState state;
  private SaslExchange exchange;

  SaslDialogue(final Negotiation negotiation, final StreamState state) {
    this.negotiation = negotiation;
    this.state = state;
  }

  void onElement(final Stream stream, final Element element) {
    switch (element.name()) {
      case "auth" -> onAuth(stream, element);
      case "response" -> onResponse(stream, element);
      case "abort" -> fail(stream, SaslFailure.ABORTED, null);
      default -> stream.streamError("unsupported-stanza-type", null);
    }
  }

  private void onAuth(final Stream stream, final Element element) {
    // RFC 6120 §6.4.2: a new <auth/> replaces the handshake under way, which has failed thereby
    if (exchange != null && isLastTry(stream)) {
      stream.streamError("policy-violation", "too many failed authentications");
      return;
    }
    exchange = null;
    final String name = element.attribute("mechanism");
    final StreamServices services = stream.services();
    final List<String> offered = Features.mechanisms(services, negotiation);
    if (Features.mustSecure(services, negotiation)
        || "PLAIN".equals(name) && !offered.contains(name) && !negotiation.isSecured()) {
      fail(stream, SaslFailure.ENCRYPTION_REQUIRED, null);
    } else if (name == null || !offered.contains(name)) {
      fail(stream, SaslFailure.INVALID_MECHANISM, null);
    } else {
      begin(stream, SaslMechanism.of(name), offered, element.text());
    }
  }

  private void begin(
      final Stream stream,
      final SaslMechanism mechanism,
      final List<String> offered,
      final String initialResponse) {
    final Credentials credentials = stream.services().credentials().apply(negotiation.host());
    exchange =
        mechanism.isPlain()
            ? new PlainExchange(credentials)
            : new ScramExchange(
                new ScramExchange.Terms(
                    mechanism, negotiation.bindings(), Features.offersPlus(offered), Nonces::next),
                credentials);
    if (initialResponse.isEmpty()) {
      go(stream, new SaslStep.Challenge(NOTHING)); // all our mechanisms are client-first
    } else {
      take(stream, initialResponse);
    }
  }

  private void onResponse(final Stream stream, final Element element) {
    if (exchange == null) {
      fail(stream, SaslFailure.MALFORMED_REQUEST, null);
    } else {
      take(stream, element.text());
    }
  }

  private void take(final Stream stream, final String text) {
    if (text.length() > MAX_TEXT) {
      fail(stream, SaslFailure.MALFORMED_REQUEST, null);
      return;
    }
    // RFC 6120 §6.4.2: a single '=' is a response of no bytes
    final byte[] message = text.equals("=") ? NOTHING : Base64Strict.decode(text);
    if (message == null) {
      fail(stream, SaslFailure.INCORRECT_ENCODING, null);
    } else {
      go(stream, exchange.respond(message));
    }
  }

  private void go(final Stream stream, final SaslStep step) {
    switch (step) {
      case SaslStep.Challenge challenge -> {
        send(stream, "challenge", challenge.data());
        stream.become(state); // the client's time begins anew
      }
      case SaslStep.Work work -> {
        final boolean accepted =
            stream.workOff(state, guarded(stream, work.call()), next -> go(stream, next));
        if (!accepted) {
          fail(stream, SaslFailure.TEMPORARY_AUTH_FAILURE, "too many logins at once");
        }
      }
      case SaslStep.Done done
          when !stream.services().settings().users().mayConnect(done.account()) ->
          fail(stream, SaslFailure.NOT_AUTHORIZED, null);
      case SaslStep.Done done -> {
        send(stream, "success", done.data());
        negotiation.authenticated(done.account(), done.accountNumber());
        stream.restart(negotiation);
      }
      case SaslStep.Failed failed -> fail(stream, failed.failure(), failed.text());
    }
  }

  // The client gets an answer whatever a store does; the message never holds a secret.
  private static Supplier<SaslStep> guarded(final Stream stream, final Supplier<SaslStep> call) {
    return () -> {
      try {
        return call.get();
      } catch (final StoreException unavailable) {
        return new SaslStep.Failed(SaslFailure.TEMPORARY_AUTH_FAILURE);
      } catch (final RuntimeException fault) {
        stream.services().errors().record("authentication", fault);
        return new SaslStep.Failed(SaslFailure.TEMPORARY_AUTH_FAILURE);
      }
    };
  }

  private void fail(final Stream stream, final SaslFailure failure, final String text) {
    exchange = null;
    stream.loop().counters().authFailures.increment();
    final ByteWriter out = new ByteWriter(128);
    out.raw("<failure").attribute("xmlns", Ns.SASL).raw("><").raw(failure.condition()).raw("/>");
    if (text != null) {
      out.raw("<text xml:lang='en'>").escaped(text).raw("</text>");
    }
    stream.write(out.raw("</failure>"));
    if (isLastTry(stream)) {
      // RFC 6120 §6.4.5
      stream.streamError("policy-violation", "too many failed authentications");
    } else {
      stream.become(state);
    }
  }

  private boolean isLastTry(final Stream stream) {
    return negotiation.failed() >= stream.services().settings().stream().maxAuthTries();
  }

  private static void send(final Stream stream, final String name, final byte[] data) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<").raw(name).attribute("xmlns", Ns.SASL);
    if (data == null) {
      out.raw("/>");
    } else {
      // RFC 6120 §6.4.6: empty additional data is '='
      final boolean emptySuccess = data.length == 0 && name.equals("success");
      out.raw(">").raw(emptySuccess ? "=" : Base64Strict.encode(data));
      out.raw("</").raw(name).raw(">");
    }
    stream.write(out);
  }
}
