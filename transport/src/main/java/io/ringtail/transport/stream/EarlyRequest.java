// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.PreAuthenticationHandler;
import io.ringtail.handlers.spi.PreAuthenticationHandler.Reply;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * An IQ that is answered before authentication, as registration is (XEP-0077).
 *
 * <p>Owner: the loop of the stream; the handler runs on a virtual thread. Allocates: per call.
 */
final class EarlyRequest {
  private EarlyRequest() {}

  /** False when no feature of the host wants the request. */
  static boolean handle(
      final Stream stream,
      final Negotiation negotiation,
      final StreamState state,
      final StanzaView view) {
    final PreAuthenticationHandler handler =
        negotiation.host().type().preAuthentication(view.childName(0), view.childNamespace(0));
    if (handler == null) {
      return false;
    }
    final String id = view.text(view.id());
    final PreAuthenticationHandler.Request request =
        new PreAuthenticationHandler.Request(
            negotiation.host(),
            view.type(),
            Elements.parse(view, 0),
            address(stream),
            negotiation.isSecured(),
            stream.loop().clock().nowMs());
    if (request.type() == StanzaType.GET) {
      work(stream, negotiation, state, id, () -> run(stream, handler, request));
      return true;
    }
    Waiting.forTurn(
        stream,
        stream.services().admissions().registrations(stream.loop()),
        negotiation.host(),
        () -> {
          stream.become(state);
          work(stream, negotiation, state, id, () -> run(stream, handler, request));
        },
        () -> refuseSoon(stream, negotiation, state, id));
    return true;
  }

  /** Not from within the call that asked for a turn: the stream may be reading. */
  private static void refuseSoon(
      final Stream stream,
      final Negotiation negotiation,
      final StreamState state,
      final String id) {
    final StreamState waiting = stream.state();
    stream
        .loop()
        .submit(
            () ->
                stream.goOn(
                    waiting,
                    null,
                    nothing -> {
                      stream.write(answer(negotiation, id, busy("too many at once; try again")));
                      stream.become(state);
                    }));
  }

  private static Reply busy(final String text) {
    return new Reply(null, StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT, text));
  }

  private static void work(
      final Stream stream,
      final Negotiation negotiation,
      final StreamState state,
      final String id,
      final Supplier<Reply> call) {
    final boolean accepted =
        stream.workOff(
            state,
            call,
            reply -> {
              tellRouter(stream, reply);
              stream.write(answer(negotiation, id, reply));
              stream.become(state);
            });
    if (!accepted) {
      stream.write(answer(negotiation, id, busy(null)));
    }
  }

  /** Before the client hears of its account nobody remembers that there was none. */
  private static void tellRouter(final Stream stream, final Reply reply) {
    if (reply.created() != null) {
      stream.loop().command((node, out) -> out.accountCreated(reply.created()));
    }
  }

  /** The client's address, 4 or 16 bytes; empty when it has none. */
  private static byte[] address(final Stream stream) {
    return stream.channel().remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getAddress()
        : new byte[0];
  }

  // Whatever the handler throws, the client gets its answer.
  private static Reply run(
      final Stream stream,
      final PreAuthenticationHandler handler,
      final PreAuthenticationHandler.Request request) {
    try {
      return handler.on(request);
    } catch (final StoreException failure) {
      final boolean again = failure.reason() == StoreException.Reason.UNAVAILABLE;
      return new Reply(
          null,
          StanzaError.of(
              again
                  ? StanzaError.Condition.RESOURCE_CONSTRAINT
                  : StanzaError.Condition.INTERNAL_SERVER_ERROR));
    } catch (final RuntimeException fault) {
      stream.services().errors().record("request before authentication", fault);
      return new Reply(null, StanzaError.of(StanzaError.Condition.INTERNAL_SERVER_ERROR));
    }
  }

  private static ByteWriter answer(
      final Negotiation negotiation, final String id, final Reply reply) {
    final StanzaType type = reply.error() == null ? StanzaType.RESULT : StanzaType.ERROR;
    final Element iq =
        new Element("iq", Ns.CLIENT)
            .set("type", type.attribute())
            .set("id", id)
            .set("from", negotiation.host().jid().domain());
    if (reply.error() != null) {
      iq.add(reply.error().toElement());
    } else if (reply.payload() != null) {
      iq.add(reply.payload());
    }
    final ByteWriter out = new ByteWriter(256);
    iq.write(out, Ns.CLIENT);
    return out;
  }
}
