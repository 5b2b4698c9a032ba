// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import org.junit.jupiter.api.Test;

/** RFC 6121 §4.6 where the node is killed between the presence and its end. */
class DirectedRestartTest {
  private static final String ROMEO = "romeo@a.lit/o";
  private static final String JULIET = "juliet@a.lit/b";
  private static final String GONE =
      "<presence from='romeo@a.lit/o' type='unavailable' to='juliet@a.lit/b'/>";

  private static final long AN_HOUR = 3_600_000; // whatever is older is written anew

  private TestNode node = new TestNode("a.lit");
  private final TestSession romeo = node.login(ROMEO);
  private String id;

  private void enable() {
    id = TestResumption.enable(node, romeo);
  }

  private void direct(final String to) {
    node.send(romeo, "<presence to='" + to + "'/>");
  }

  private TestSession juliet() {
    return node.login(JULIET);
  }

  private TestSession resumed() {
    final TestSession again = TestResumption.resume(node, "romeo@a.lit", id, 0);
    assertTrue(again.poll().startsWith("<resumed "));
    return again;
  }

  private void expire() {
    for (int i = 0; i < 10; i++) {
      node.advance(100_000);
    }
  }

  /** She is there again, and nobody else until everything has expired. */
  private TestSession julietAfterAKill() {
    node = node.killed();
    final TestSession juliet = juliet();
    expire();
    return juliet;
  }

  @Test
  void shouldTellThemWhenNobodyComesBack() {
    enable();
    direct(JULIET);
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
    assertNull(juliet.poll());
  }

  @Test
  void shouldTellThemWhenTheClientComesBackAndLeaves() {
    direct(JULIET); // before the stream was managed
    enable();
    direct("nobody@a.lit/x");
    node = node.killed();
    final TestSession juliet = juliet();
    node.leave(resumed());
    node.advance(1_000); // its account is loaded
    node.advance(3_000);
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldKnowThemWhenTheStreamIsWrittenAnew() {
    enable();
    direct(JULIET);
    node.advance(AN_HOUR);
    node = node.killed();
    node.advance(61_000);
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldNotTellThoseWhoHeardBefore() {
    enable();
    direct(JULIET);
    node.send(romeo, "<presence type='unavailable' to='juliet@a.lit/b'/>");
    final TestSession juliet = julietAfterAKill();
    assertNull(juliet.poll());
  }

  @Test
  void shouldTellNobodyTwiceWhoHeardOfTheEndOfAllPresence() {
    enable();
    node.send(romeo, "<presence/>");
    direct(JULIET);
    node.send(romeo, "<presence type='unavailable'/>");
    final TestSession juliet = julietAfterAKill();
    assertNull(juliet.poll());
  }

  @Test
  void shouldTellThemWhenTheSessionCouldNotBeResumed() {
    direct(JULIET);
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
    assertNull(juliet.poll());
    final TestSession again = julietAfterAKill();
    assertNull(again.poll());
  }

  @Test
  void shouldTellThemWhenTheStreamWasManagedButNotResumable() {
    node.send(romeo, "<enable xmlns='urn:xmpp:sm:3'/>");
    direct(JULIET);
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldTellThemBeforeTheClientIsBackUnderItsName() {
    direct(JULIET);
    node = node.killed();
    final TestSession juliet = juliet();
    node.send(node.login(ROMEO), "<presence to='juliet@a.lit/b'/>");
    assertEquals(GONE, juliet.poll());
    final String back = juliet.poll();
    assertTrue(back.contains("from='romeo@a.lit/o'") && !back.contains("unavailable"), back);
    expire();
    assertNull(juliet.poll());
  }

  @Test
  void shouldTellThemThoughTheyAreNotLoadedThemselves() {
    final TestSession before = juliet();
    final String julietsId = TestResumption.enable(node, before);
    direct(JULIET);
    node = node.killed();
    node.advance(1_000);
    node.login("romeo@a.lit/elsewhere");
    final TestSession juliet = TestResumption.resume(node, "juliet@a.lit", julietsId, 0);
    assertTrue(juliet.poll().startsWith("<resumed "));
    assertTrue(juliet.poll().contains("from='romeo@a.lit/o'"));
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldKnowThemWhenTheRecordIsWrittenAnew() {
    direct(JULIET);
    node.advance(AN_HOUR);
    for (int i = 0; i < 4; i++) {
      node.advance(11_000);
    }
    node.journal().forget(node.journal().needed());
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldTellNobodyOfASessionThatLeftInOrder() {
    direct(JULIET);
    node.leave(romeo);
    final TestSession juliet = julietAfterAKill();
    assertNull(juliet.poll());
  }

  @Test
  void shouldTellThemOnceTheStoreAnswersAgain() {
    direct(JULIET);
    node = node.killed();
    final TestSession juliet = juliet();
    node.work().refuse(true);
    node.advance(31_000);
    node.advance(31_000);
    assertNull(juliet.poll());
    node.work().refuse(false);
    node.advance(1_000);
    assertEquals(GONE, juliet.poll());
  }

  @Test
  void shouldForgetTheSessionOfAnAccountThatIsGone() {
    direct(JULIET);
    node.stores().accounts().remove(romeo.jid().bare());
    final TestSession juliet = julietAfterAKill();
    assertNull(juliet.poll());
    assertNull(node.killed().login(JULIET).poll());
  }

  @Test
  void shouldHearOfThoseAddedAfterAResumption() {
    enable();
    node = node.killed();
    final TestSession again = resumed();
    node.send(again, "<presence to='juliet@a.lit/b'/>");
    final TestSession juliet = julietAfterAKill();
    assertEquals(GONE, juliet.poll());
  }
}
