// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScramExchangeTest {
  private static final String SHA_1_SALT = "QSXCR+Q6sek8bf92";
  private static final String SHA_256_SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
  private static final byte[] BINDING = {1, 2, 3, 4};

  private final ChannelBindings bindings =
      new ChannelBindings(Map.of(ChannelBindings.SERVER_END_POINT, BINDING));

  @Test
  void shouldReproduceTheExampleOfRfc5802() {
    final SaslExchange exchange = sha1("3rfcNHYJY1ZVvWVs7j");
    final SaslStep.Challenge challenge =
        assertInstanceOf(
            SaslStep.Challenge.class, send(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"));
    assertEquals(
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        new String(challenge.data(), UTF_8));
    final SaslStep.Done done =
        assertInstanceOf(
            SaslStep.Done.class,
            send(
                exchange,
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                    + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
    assertEquals("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", new String(done.data(), UTF_8));
    assertEquals("user@example.org", done.account().toString());
  }

  @Test
  void shouldReproduceTheExampleOfRfc7677() {
    final SaslExchange exchange =
        exchange(
            "SCRAM-SHA-256", SHA_256_SALT, ChannelBindings.NONE, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    send(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    final SaslStep.Done done =
        assertInstanceOf(
            SaslStep.Done.class,
            send(
                exchange,
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
    assertEquals("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", new String(done.data(), UTF_8));
  }

  @Test
  void shouldFailWhenTheProofIsAltered() {
    final SaslExchange exchange = sha1("3rfcNHYJY1ZVvWVs7j");
    send(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(
            exchange,
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=w0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
  }

  @Test
  void shouldFailWhenTheNonceIsAltered() {
    final SaslExchange exchange = sha1("3rfcNHYJY1ZVvWVs7j");
    send(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(exchange, "c=biws,r=fyko+d2lbbFgONRv9qkxdawLx,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
  }

  @Test
  void shouldFailAtTheProofWhenTheUserIsUnknown() {
    final SaslExchange exchange = sha1("srv");
    assertInstanceOf(SaslStep.Challenge.class, send(exchange, "n,,n=stranger,r=abc"));
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(exchange, "c=biws,r=abcsrv,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
  }

  @Test
  void shouldRefuseFlagYWhenChannelBindingWasOffered() {
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(exchange("SCRAM-SHA-1", SHA_1_SALT, bindings, "srv"), "y,,n=user,r=abc"));
  }

  @Test
  void shouldRefuseABindingTypeThatWasNotOffered() {
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(
            exchange("SCRAM-SHA-1-PLUS", SHA_1_SALT, bindings, "srv"),
            "p=tls-unique,,n=user,r=abc"));
  }

  @Test
  void shouldFailWhenTheBindingDataIsAltered() {
    final SaslExchange exchange = exchange("SCRAM-SHA-1-PLUS", SHA_1_SALT, bindings, "srv");
    send(exchange, "p=tls-server-end-point,,n=user,r=abc");
    final String wrong = Base64Strict.encode("p=tls-server-end-point,,\1\2\3\5".getBytes(UTF_8));
    assertFailure(
        SaslFailure.NOT_AUTHORIZED,
        send(exchange, "c=" + wrong + ",r=abcsrv,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
  }

  @Test
  void shouldRefuseAMandatoryExtension() {
    assertFailure(SaslFailure.MALFORMED_REQUEST, send(sha1("srv"), "n,,m=x,n=user,r=abc"));
  }

  @Test
  void shouldRefuseToActForAnotherAccount() {
    assertFailure(
        SaslFailure.INVALID_AUTHZID, send(sha1("srv"), "n,a=other@example.org,n=user,r=abc"));
  }

  private SaslExchange sha1(final String serverNonce) {
    return exchange("SCRAM-SHA-1", SHA_1_SALT, ChannelBindings.NONE, serverNonce);
  }

  private static SaslExchange exchange(
      final String mechanism,
      final String salt,
      final ChannelBindings bindings,
      final String nonce) {
    final SaslMechanism parsed = SaslMechanism.of(mechanism);
    return new ScramExchange(
        new ScramExchange.Terms(parsed, bindings, !bindings.isEmpty(), () -> nonce),
        new FixedCredentials("user", "pencil", Base64Strict.decode(salt)));
  }

  private static SaslStep send(final SaslExchange exchange, final String message) {
    SaslStep step = exchange.respond(message.getBytes(UTF_8));
    while (step instanceof SaslStep.Work work) {
      step = work.call().get();
    }
    return step;
  }

  private static void assertFailure(final SaslFailure expected, final SaslStep step) {
    assertEquals(expected, assertInstanceOf(SaslStep.Failed.class, step).failure());
  }
}
