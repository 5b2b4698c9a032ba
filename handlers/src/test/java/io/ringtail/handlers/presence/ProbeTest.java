// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com");
  private static final Jid ROMEO = Jid.parse("romeo@example.com");
  private static final String PROBE = "<presence to='juliet@example.com' type='probe'/>";
  private static final int MOST_ATTRIBUTES = 64;

  private final TestNode node = new TestNode("example.com");

  private void contact(final Jid owner, final Jid contact, final Subscription subscription) {
    TestContacts.put(node, owner, contact, subscription);
  }

  @Test
  void shouldAnswerForAnAccountThatIsNotInMemoryAsForOneThatIs() {
    node.account(JULIET);
    contact(ROMEO, JULIET, Subscription.TO);
    final TestSession romeo = node.login("romeo@example.com/orchard");
    node.send(romeo, "<presence/>");
    node.send(romeo, "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>");
    romeo.poll();
    romeo.poll();

    node.send(romeo, PROBE);

    assertEquals(
        "<presence type='unsubscribed' to='romeo@example.com' from='juliet@example.com'/>",
        romeo.poll());
  }

  @Test
  void shouldSayUnavailableForASubscribedContactThatIsNotInMemory() {
    contact(JULIET, ROMEO, Subscription.FROM);
    final TestSession romeo = node.login("romeo@example.com/orchard");

    node.send(romeo, PROBE);

    final String answer = romeo.poll();
    assertTrue(answer.contains("type='unavailable'"), answer);
  }

  @Test
  void shouldAnswerWithPresenceThatHasAsManyAttributesAsAreAllowed() {
    contact(JULIET, ROMEO, Subscription.FROM);
    final TestSession juliet = node.login("juliet@example.com/balcony");
    final TestSession romeo = node.login("romeo@example.com/orchard");
    final StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < MOST_ATTRIBUTES; i++) {
      attributes.append(" p:a").append(i).append("=''");
    }
    node.send(
        juliet, "<presence><x xmlns='urn:x' xmlns:p='urn:p'><y" + attributes + "/></x></presence>");

    node.send(romeo, PROBE);

    assertTrue(romeo.poll().contains("p:a63"));
    assertNull(romeo.closed());
  }
}
