// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.ByteWriter;
import io.ringtail.transport.sasl.SaslFailure;
import io.ringtail.transport.sasl.SaslStep;

/**
 * How SASL travels over XMPP: the profile of RFC 6120 or that of XEP-0388.
 *
 * <p>Owner: the loop of the stream. Allocates: per call; cold path.
 */
sealed interface SaslProfile permits ClassicSasl, Sasl2Dialogue {
  /** Bytes of a client's message; null when it is not what the profile prescribes. */
  byte[] decode(String text);

  ByteWriter challenge(byte[] data);

  /** {@code text} may be null. */
  ByteWriter failure(SaslFailure failure, String text);

  /** The client is who it says: what it asked for besides is done now. */
  void succeed(Stream stream, SaslStep.Done done);
}
