// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.ping.PingPolicy;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.StreamSettings;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The slow loris, in every state of the negotiation. */
class TimeoutTest {
  private TestNode node;
  private RawClient client;

  @BeforeEach
  void start() throws InterruptedException {
    final StreamSettings impatient =
        new StreamSettings(65_536, 300, 3, true, 1 << 20, 0, PingPolicy.OFF);
    node =
        new TestNode(
            TestNode.Plan.plain().with(impatient),
            new FixedCredentials("user", "pencil", new byte[16]));
    client = new RawClient(node.address());
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  @Test
  void shouldCloseAConnectionThatSaysNothing() {
    assertTimedOut();
  }

  @Test
  void shouldCloseAConnectionThatNeverEndsItsHeader() {
    client.send("<stream:stream to='exam");
    assertTimedOut();
  }

  @Test
  void shouldCloseAStreamThatNeverAuthenticates() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mech");
    assertTimedOut();
  }

  @Test
  void shouldCloseAStreamThatNeverAnswersAChallenge() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client
        .send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'/>")
        .expect("<challenge");
    assertTimedOut();
  }

  @Test
  void shouldCloseAStreamThatNeverRestarts() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.authenticate("user", "pencil");
    assertTimedOut();
  }

  @Test
  void shouldCloseAStreamThatNeverBinds() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.authenticate("user", "pencil").send(RawClient.HEADER).expect("</stream:features>");
    assertTimedOut();
  }

  @Test
  void shouldLeaveASessionAloneHoweverLongItIsSilent() {
    client.login("user", "phone");
    TestNode.await(() -> node.nowAfter(700), () -> "time to pass");
    client.send("<iq type='get' id='there'><x xmlns='urn:x'/></iq>").expect("id='there'");
  }

  private void assertTimedOut() {
    final String rest = client.rest();
    assertTrue(rest.contains("<connection-timeout "), rest);
  }
}
