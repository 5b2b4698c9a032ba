// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NegotiationTest {
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
  void shouldLogInAndAnswerAnIq() {
    client.login("user", "phone");
    client.send("<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>");
    assertTrue(client.expect("/>").contains("id='p1'"));
  }

  @Test
  void shouldOfferOnlyMechanismsTheStoreCanServe() {
    final String features = client.send(RawClient.HEADER).expect("</stream:features>");
    assertTrue(features.contains("<mechanism>SCRAM-SHA-256</mechanism>"), features);
    assertFalse(features.contains("SCRAM-SHA-512"), features);
  }

  @Test
  void shouldAnswerTheClosingTagAfterEverythingElse() {
    client.login("user", "phone");
    client.send("<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq></stream:stream>");
    final String rest = client.rest();
    assertTrue(rest.contains("id='p1'"), rest);
    assertTrue(rest.endsWith("</stream:stream>"), rest);
  }
}
