// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Answers one kind of IQ: exactly one reply, now or by a later answer (RFC 6120 §8.2.3).
 *
 * <p>Owner: Router. Allocates: per call.
 */
public interface IqHandler {
  void on(IqRequest iq, Outbound out);
}
