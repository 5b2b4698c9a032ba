// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestHostType;
import io.ringtail.transport.support.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EarlyRequestTest {
  private TestNode node;
  private RawClient client;

  @BeforeEach
  void start() throws InterruptedException {
    node =
        new TestNode(TestNode.Plan.plain(), new FixedCredentials("user", "pencil", new byte[16]));
    client = new RawClient(node.address());
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  @Test
  void shouldAnswerARequestThatNeedsNoAccount() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send("<iq type='get' id='g1'><hello xmlns='" + TestHostType.GREETING + "'/></iq>");
    final String answer = client.expect("</iq>");
    assertTrue(answer.contains("type='result' id='g1'"), answer);
    client.authenticate("user", "pencil");
  }

  @Test
  void shouldAnswerTheLegacySessionRequest() {
    client.login("user", "phone");
    client.send(
        "<iq type='set' id='s&amp;1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    client.expect("<iq type='result' id='s&amp;1'/>");
  }
}
