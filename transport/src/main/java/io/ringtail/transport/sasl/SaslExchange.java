// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

/**
 * One run of a SASL mechanism, server side. All mechanisms here are client-first.
 *
 * <p>Owner: the loop of the stream, or the thread of a running {@link SaslStep.Work}. Allocates:
 * per call; cold path.
 */
public sealed interface SaslExchange permits PlainExchange, ScramExchange, HtExchange {
  /** Takes the client's next message, the initial response included. */
  SaslStep respond(byte[] message);
}
