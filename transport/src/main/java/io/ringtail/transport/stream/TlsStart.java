// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.transport.admit.LoginLane;

/**
 * Begins TLS, whether the client asks for it or the port is one where it comes first, as soon as
 * the budget of handshakes has room: until then nothing is read of it.
 *
 * <p>Owner: the loop of the stream. Allocates: per connection.
 */
final class TlsStart {
  private TlsStart() {}

  /** RFC 6120 §5.4: the client is told to proceed when its turn has come. */
  static void requested(final Stream stream, final Negotiation negotiation) {
    Waiting.forTurn(
        stream,
        lane(stream),
        Waiting.NO_DOMAIN,
        () -> stream.startTls(negotiation),
        () -> stream.streamError("resource-constraint", "too many connections at once"));
  }

  /** XEP-0368: there is nothing yet in which a client turned away could be told so. */
  static void first(final Stream stream, final Negotiation negotiation) {
    Waiting.forTurn(
        stream,
        lane(stream),
        Waiting.NO_DOMAIN,
        () -> {
          stream.become(new AwaitHeader(negotiation));
          encrypt(stream);
        },
        stream::vanish);
  }

  /** From here on bytes are TLS's. */
  static void encrypt(final Stream stream) {
    final StreamServices services = stream.services();
    final long timeoutMs = services.settings().stream().stateTimeoutMs();
    stream.output().encrypt(services.tls().newHandler(stream.channel().alloc(), timeoutMs));
  }

  private static LoginLane lane(final Stream stream) {
    return stream.services().admissions().handshakes(stream.loop());
  }
}
