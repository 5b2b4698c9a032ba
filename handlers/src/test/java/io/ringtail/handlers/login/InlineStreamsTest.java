// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0198 §9: stream management within XEP-0388 and XEP-0386. */
class InlineStreamsTest {
  private static final String SM = "urn:xmpp:sm:3";
  private static final String JID = "romeo@capulet.lit/App/x";

  private TestNode node = new TestNode("capulet.lit");

  private static Element bind() {
    final Element bind = new Element("bind", Bind2.NAMESPACE);
    bind.child("enable", SM).set("resume", "true");
    return bind;
  }

  private static Element resume(final String id, final String h) {
    return new Element("resume", SM).set("previd", id).set("h", h);
  }

  private static InlineLogin login(final Element bind, final Element resume) {
    return new InlineLogin("dj0=", null, bind, resume, List.of());
  }

  private static String idOf(final String answer) {
    return answer.replaceAll(".*<enabled xmlns='urn:xmpp:sm:3' id='([^']+)'.*", "$1");
  }

  @Test
  void shouldEnableWhileBinding() {
    final TestSession romeo = node.login(JID, login(bind(), null));
    final String answer = romeo.poll();
    assertTrue(answer.contains("resume='true' max='600'/></bound></success>"), answer);
    assertFalse(answer.contains("<sm xmlns='urn:xmpp:sm:3'/>"), "it is enabled already");
    node.send(romeo, "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
    node.send(romeo, "<r xmlns='urn:xmpp:sm:3'/>");
    assertTrue(romeo.poll().contains("id='p'"));
    assertEquals("<a xmlns='urn:xmpp:sm:3' h='1'/>", romeo.poll());
  }

  @Test
  void shouldOfferAfterwardsWhatWasNotAskedFor() {
    final TestSession romeo = node.login(JID, login(new Element("bind", "urn:xmpp:bind:0"), null));
    assertTrue(romeo.poll().contains("<sm xmlns='urn:xmpp:sm:3'/>"));
    node.send(romeo, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    assertTrue(romeo.poll().startsWith("<enabled "));
  }

  @Test
  void shouldResumeInOneAnswerAfterAKill() {
    final TestSession romeo = node.login(JID, login(bind(), null));
    final String id = idOf(romeo.poll());
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    node.send(juliet, "<message to='" + JID + "' id='m1'><body>one</body></message>");
    node = node.killed();
    final TestSession again = node.login(JID, login(bind(), resume(id, "0")));
    final String answer = again.poll();
    assertTrue(answer.startsWith("<success"), answer);
    assertTrue(
        answer.endsWith("<resumed xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/></success>"),
        answer);
    assertTrue(again.poll().contains("<body>one</body>"));
    assertTrue(again.poll().startsWith("<r "));
    assertNull(again.poll());
  }

  @Test
  void shouldBindWhereThereIsNothingToResume() {
    final TestSession romeo = node.login(JID, login(bind(), resume("nonsense", "0")));
    final String answer = romeo.poll();
    assertTrue(answer.contains("<failed xmlns='urn:xmpp:sm:3'><item-not-found"), answer);
    assertTrue(answer.contains("<enabled"), answer);
    assertEquals(JID, romeo.jid().toString());
  }

  @Test
  void shouldLetTheClientBindThatAskedForNothingElse() {
    final TestSession romeo = node.login(JID, login(null, resume("nonsense", "x")));
    final String answer = romeo.poll();
    assertTrue(answer.contains("<failed xmlns='urn:xmpp:sm:3'><bad-request"), answer);
    assertFalse(answer.contains("<bound"), answer);
    assertNull(romeo.jid());
  }
}
