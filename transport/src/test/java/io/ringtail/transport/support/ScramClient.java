// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.ScramMath;
import java.util.Base64;

/**
 * The client's side of SCRAM, with a place to spoil each message.
 *
 * <p>Owner: the test. Allocates: per call.
 */
public final class ScramClient {
  private final ScramHash hash;
  private final String gs2;
  private final byte[] binding;
  private final String firstBare;

  /**
   * @param gs2 header, {@code n,,} or {@code p=type,,}
   * @param binding data of the channel binding; empty without one
   */
  public ScramClient(
      final ScramHash hash, final String user, final String gs2, final byte[] binding) {
    this.hash = hash;
    this.gs2 = gs2;
    this.binding = binding;
    this.firstBare = "n=" + user + ",r=clientnonce";
  }

  /** The {@code <auth/>} element. */
  public String auth(final String mechanism) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='"
        + mechanism
        + "'>"
        + encode((gs2 + firstBare).getBytes(UTF_8))
        + "</auth>";
  }

  /** The {@code <response/>} to a {@code <challenge/>}. */
  public String response(final String challenge, final String password) {
    final int start = challenge.indexOf('>', challenge.indexOf("<challenge")) + 1;
    final String text = challenge.substring(start, challenge.indexOf("</challenge>"));
    final String serverFirst = new String(Base64.getDecoder().decode(text), UTF_8);
    final String[] parts = serverFirst.split(",");
    final byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    final int iterations = Integer.parseInt(parts[2].substring(2));
    final String withoutProof = "c=" + encode(bindingInput()) + "," + parts[0];
    final byte[] authMessage = (firstBare + ',' + serverFirst + ',' + withoutProof).getBytes(UTF_8);
    final byte[] clientKey =
        ScramMath.clientKey(hash, ScramMath.saltedPassword(hash, password, salt, iterations));
    final byte[] signature =
        ScramMath.hmac(hash, ScramMath.storedKey(hash, clientKey), authMessage);
    final String last = withoutProof + ",p=" + encode(ScramMath.xor(clientKey, signature));
    return "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
        + encode(last.getBytes(UTF_8))
        + "</response>";
  }

  private byte[] bindingInput() {
    final byte[] header = gs2.getBytes(UTF_8);
    final byte[] all = java.util.Arrays.copyOf(header, header.length + binding.length);
    System.arraycopy(binding, 0, all, header.length, binding.length);
    return all;
  }

  private static String encode(final byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
