// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.util.Arrays;

/**
 * The hashed-token mechanisms, server side: one message with the user's name and an HMAC of the
 * token (draft-schmaus-kitten-sasl-ht-09 §3).
 *
 * <pre>
 *   C: user NUL HMAC(token, "Initiator" ‖ binding)      S: HMAC(token, "Responder" ‖ binding)
 * </pre>
 *
 * <p>Owner: the loop of the stream, then the thread of its work. Allocates: per call.
 */
public final class HtExchange implements SaslExchange {
  private static final int HASH_BYTES = 32;
  private static final int MAX_NAME = 1023;

  /** Looks a client's token up. */
  public interface TokenCheck {
    /** Never blocks: Done or Failed, or null when it takes {@link #check} to tell. */
    SaslStep checkNow(String userName, byte[] hash);

    /** May block: Done or Failed. */
    SaslStep check(String userName, byte[] hash);
  }

  private final TokenCheck tokens;

  public HtExchange(final TokenCheck tokens) {
    this.tokens = tokens;
  }

  @Override
  public SaslStep respond(final byte[] message) {
    final int nameLength = message.length - HASH_BYTES - 1;
    if (nameLength < 1 || nameLength > MAX_NAME || message[nameLength] != 0) {
      return new SaslStep.Failed(SaslFailure.MALFORMED_REQUEST);
    }
    final String name = Utf8Strict.decode(message, 0, nameLength);
    if (name == null) {
      return new SaslStep.Failed(SaslFailure.MALFORMED_REQUEST);
    }
    final byte[] hash = Arrays.copyOfRange(message, nameLength + 1, message.length);
    final SaslStep known = tokens.checkNow(name, hash);
    return known != null ? known : new SaslStep.Work(() -> tokens.check(name, hash));
  }
}
