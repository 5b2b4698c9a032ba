// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.parser.Jid;
import io.ringtail.transport.fast.FastTokens.Device;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.Sasl2Text;
import io.ringtail.transport.support.ScramClient;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is changed in the moment in which it is read for a proof: the Router can tell. */
class ProofMomentTest {
  private static final Jid USER = Jid.parse("user@example.org");
  private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String BIND_2 = "<bind xmlns='urn:xmpp:bind:0'/>";

  @TempDir private Path folder;
  private TestNode node;
  private RawClient client;
  private boolean changes = true;

  /** Knows the old secret, and nobody else does any more. */
  private final class Changed implements Credentials {
    private final Credentials old = new FixedCredentials("user", "pencil", new byte[16]);

    @Override
    public Candidate scram(final String userName, final ScramHash hash) {
      change();
      return old.scram(userName, hash);
    }

    @Override
    public Candidate plain(final String userName, final String password) {
      change();
      return old.plain(userName, password);
    }

    @Override
    public Jid account(final String userName) {
      change();
      return old.account(userName);
    }
  }

  private void change() {
    if (changes) {
      node.tokens().forget(USER);
    }
  }

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(TestNode.Plan.plain().encrypted(TlsMode.TLS, folder), new Changed());
    client = new RawClient(node.address());
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  private boolean isRevoked() {
    final List<Long> moments = node.router().moments();
    assertEquals(1, moments.size());
    return node.tokens().revocations().isRevokedSince(USER, moments.getFirst());
  }

  private void sasl2(final String mechanism, final String initial, final String more) {
    client
        .send(Sasl2Text.authenticate(mechanism, initial, Sasl2Text.agent(PHONE) + more))
        .expect("</success>");
  }

  private void bind() {
    client.authenticate("user", "pencil").send(RawClient.HEADER).expect("</stream:features>");
    client.bind("phone");
  }

  @Test
  void shouldCarryTheMomentBeforeThePasswordWasReadIntoTheBind() {
    bind();
    assertTrue(isRevoked());
  }

  @Test
  void shouldCarryItIntoABindWithinTheAuthentication() {
    sasl2("PLAIN", Sasl2Text.plain("user", "pencil"), BIND_2);
    assertTrue(isRevoked());
  }

  @Test
  void shouldCarryTheMomentBeforeTheTokenWasRead() {
    final long account =
        node.stores().accounts().create(USER, new StoredPassword.Plain("x")).get().number();
    final String token =
        node.tokens()
            .issue(new Device(USER, PHONE), account, FastMechanism.NONE, Long.MAX_VALUE, 0)
            .token();
    sasl2(
        "HT-SHA-256-NONE",
        Sasl2Text.token("user", token),
        "<fast xmlns='urn:xmpp:fast:0'/>" + BIND_2);
    assertTrue(isRevoked());
  }

  @Test
  void shouldBeginTheMomentAnewWithTheNextTry() {
    client.send(new ScramClient(ScramHash.SHA_1, "user", "n,,", new byte[0]).auth("SCRAM-SHA-1"));
    client.expect("</challenge>"); // the password has changed
    changes = false;
    bind();
    assertFalse(isRevoked());
  }
}
