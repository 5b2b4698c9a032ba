// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import io.ringtail.handlers.auth.ScramKeys;
import io.ringtail.handlers.auth.ScramMath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/**
 * SCRAM and SCRAM-PLUS, server side: RFC 5802, RFC 7677.
 *
 * <pre>
 *   C: gs2-header n=user,r=c        S: r=cs,s=salt,i=rounds
 *   C: c=binding,r=cs,p=proof       S: v=signature
 * </pre>
 *
 * <p>Owner: the loop of the stream, except while its work runs. Allocates: per call.
 */
public final class ScramExchange implements SaslExchange {
  private static final int MAX_NONCE = 256;

  /**
   * What the exchange is allowed.
   *
   * @param bindings types this connection has; empty without TLS
   * @param plusOffered whether any -PLUS mechanism was advertised
   * @param nonces makes the server's part of the nonce: printable, no comma
   */
  public record Terms(
      SaslMechanism mechanism,
      ChannelBindings bindings,
      boolean plusOffered,
      Supplier<String> nonces) {}

  private final Terms terms;
  private final Credentials credentials;
  private Gs2Header gs2;
  private String gs2Text;
  private String clientFirstBare;
  private String nonce;
  private String serverFirst;
  private Credentials.Candidate candidate;

  public ScramExchange(final Terms terms, final Credentials credentials) {
    this.terms = terms;
    this.credentials = credentials;
  }

  @Override
  public SaslStep respond(final byte[] message) {
    final String text = Utf8Strict.decode(message, 0, message.length);
    if (text == null) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    return serverFirst == null ? onClientFirst(text) : onClientFinal(text);
  }

  private SaslStep onClientFirst(final String text) {
    gs2 = Gs2Header.parse(text);
    if (gs2 == null) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    final SaslStep refused = checkBindingFlag();
    if (refused != null) {
      return refused;
    }
    gs2Text = text.substring(0, gs2.length());
    clientFirstBare = text.substring(gs2.length());
    // "m=" in front would be a mandatory extension: nobody may ignore it (RFC 5802 §5.1)
    final String[] parts = clientFirstBare.split(",", -1);
    if (parts.length < 2 || !parts[0].startsWith("n=") || !parts[1].startsWith("r=")) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    final String userName = Gs2Header.decodeName(parts[0].substring(2));
    final String clientNonce = parts[1].substring(2);
    if (userName == null || userName.isEmpty() || !isNonce(clientNonce)) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    return lookUp(userName, clientNonce);
  }

  private SaslStep lookUp(final String userName, final String clientNonce) {
    if (!gs2.authzid().isEmpty()
        && !Authzid.isAccount(gs2.authzid(), credentials.account(userName))) {
      return failed(SaslFailure.INVALID_AUTHZID, null);
    }
    nonce = clientNonce + terms.nonces().get();
    return new SaslStep.Work(
        () -> {
          candidate = credentials.scram(userName, terms.mechanism().hash());
          final ScramKeys keys = candidate.keys();
          serverFirst =
              "r=" + nonce + ",s=" + Base64Strict.encode(keys.salt()) + ",i=" + keys.iterations();
          return new SaslStep.Challenge(serverFirst.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** RFC 5802 §6: the flag must fit the mechanism and what was offered. */
  private SaslStep checkBindingFlag() {
    final boolean plus = terms.mechanism().plus();
    if (plus != (gs2.flag() == 'p')) {
      return failed(SaslFailure.MALFORMED_REQUEST, "the binding flag does not fit the mechanism");
    }
    if (gs2.flag() == 'y' && terms.plusOffered()) {
      return unfit("channel binding was offered to the client");
    }
    if (plus && terms.bindings().data(gs2.bindingType()) == null) {
      return unfit("this channel binding type was not offered");
    }
    return null;
  }

  private SaslStep onClientFinal(final String text) {
    final int proofAt = text.lastIndexOf(",p=");
    if (proofAt < 0) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    final String withoutProof = text.substring(0, proofAt);
    final byte[] proof = Base64Strict.decode(text.substring(proofAt + 3));
    final String[] parts = withoutProof.split(",", -1);
    if (proof == null || parts.length < 2 || !parts[0].startsWith("c=")) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    final byte[] binding = Base64Strict.decode(parts[0].substring(2));
    if (binding == null || !parts[1].startsWith("r=")) {
      return failed(SaslFailure.MALFORMED_REQUEST, null);
    }
    if (!parts[1].substring(2).equals(nonce)
        || !MessageDigest.isEqual(binding, expectedBinding())) {
      return failed(SaslFailure.NOT_AUTHORIZED, null);
    }
    return verify(withoutProof, proof);
  }

  private SaslStep verify(final String withoutProof, final byte[] proof) {
    final ScramKeys keys = candidate.keys();
    final byte[] authMessage =
        (clientFirstBare + ',' + serverFirst + ',' + withoutProof).getBytes(StandardCharsets.UTF_8);
    final boolean right = ScramMath.isProofOf(keys, proof, authMessage);
    if (!right || candidate.accountNumber() == Credentials.NOBODY) {
      return failed(SaslFailure.NOT_AUTHORIZED, null);
    }
    final byte[] signature = ScramMath.hmac(keys.hash(), keys.serverKey(), authMessage);
    final String serverFinal = "v=" + Base64Strict.encode(signature);
    return new SaslStep.Done(
        candidate.account(),
        candidate.accountNumber(),
        serverFinal.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] expectedBinding() {
    final byte[] header = gs2Text.getBytes(StandardCharsets.UTF_8);
    if (gs2.flag() != 'p') {
      return header;
    }
    final byte[] data = terms.bindings().data(gs2.bindingType());
    final byte[] expected = java.util.Arrays.copyOf(header, header.length + data.length);
    System.arraycopy(data, 0, expected, header.length, data.length);
    return expected;
  }

  // RFC 5802 §7: printable ASCII without the comma
  private static boolean isNonce(final String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NONCE
        && text.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
  }

  private static SaslStep failed(final SaslFailure failure, final String text) {
    return new SaslStep.Failed(failure, text, true);
  }

  /** The client may know another way in; this one it tries whatever the password is. */
  private static SaslStep unfit(final String text) {
    return new SaslStep.Failed(SaslFailure.NOT_AUTHORIZED, text, false);
  }
}
