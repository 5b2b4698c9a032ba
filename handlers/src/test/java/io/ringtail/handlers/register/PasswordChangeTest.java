// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Jid;
import org.junit.jupiter.api.Test;

/** A change that no session made: the operator's. */
final class PasswordChangeTest {
  private static final Jid PUCK = Jid.parse("puck@shakespeare.lit");
  private static final String WOOD = "puck@shakespeare.lit/wood";

  private TestNode node = new TestNode("shakespeare.lit");
  private final TestSession oberon = node.login("oberon@shakespeare.lit/grove");

  private void change() {
    node.execute(
        (view, out) ->
            out.withAccount(
                PUCK, (puck, later) -> PasswordChange.endSessions(puck, null, later), null));
  }

  private String manage(final TestSession session) {
    node.send(session, "<presence/>");
    session.poll();
    node.send(session, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    return session.poll().replaceAll(".* id='([^']+)'.*", "$1");
  }

  private void write(final String id) {
    node.send(
        oberon,
        "<message to='puck@shakespeare.lit' type='chat' id='" + id + "'><body>x</body></message>");
  }

  private void assertComesOffline(final String id) {
    final TestSession again = node.login("puck@shakespeare.lit/moon");
    node.send(again, "<presence/>");
    again.poll();
    final String message = again.poll();
    assertTrue(message.contains("id='" + id + "'"), message);
    assertNull(again.poll());
  }

  private void assertNotResumable(final String id) {
    final TestSession again =
        node.resume(PUCK.toString(), "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
    final String answer = again.poll();
    assertTrue(answer.contains("<item-not-found"), answer);
  }

  @Test
  void shouldKeepForLaterWhatAnEndedStreamHadNotAcknowledged() {
    final TestSession puck = node.login(WOOD);
    final String id = manage(puck);
    write("m1");
    change();
    assertTrue(puck.closed().contains("<reset "), puck.closed());
    assertNotResumable(id);
    assertComesOffline("m1");
  }

  @Test
  void shouldEndALostStream() {
    final TestSession puck = node.login(WOOD);
    final String id = manage(puck);
    node.disconnect(puck);
    write("m1");
    change();
    assertNotResumable(id);
    assertComesOffline("m1");
  }

  @Test
  void shouldEndAStreamFromBeforeAKill() {
    final TestSession puck = node.login(WOOD);
    final String id = manage(puck);
    write("m1");
    node = node.killed();
    change();
    assertNotResumable(id);
    assertComesOffline("m1");
  }

  @Test
  void shouldNotReviveItAtAKill() {
    final TestSession puck = node.login(WOOD);
    final String id = manage(puck);
    write("m1");
    change();
    node = node.killed();
    assertNotResumable(id);
    assertComesOffline("m1");
  }
}
