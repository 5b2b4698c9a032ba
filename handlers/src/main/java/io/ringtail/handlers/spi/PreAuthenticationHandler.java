// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import io.ringtail.handlers.node.Host;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * Answers an IQ of a stream that is not authenticated.
 *
 * <p>Owner: a virtual thread, which may block; several may run at once. Allocates: per call.
 */
public interface PreAuthenticationHandler {
  /** The request; {@code address} is the client's, 4 or 16 bytes. */
  record Request(
      Host host, StanzaType type, Element payload, byte[] address, boolean secured, long nowMs) {}

  /**
   * The answer: exactly one of payload (may be null with no error) and error.
   *
   * @param created the account that came of it, for {@link Outbound#accountCreated}; null when none
   */
  record Reply(Element payload, StanzaError error, Jid created) {
    public Reply(final Element payload, final StanzaError error) {
      this(payload, error, null);
    }
  }

  Reply on(Request request);
}
