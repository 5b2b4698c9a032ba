// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestResumption;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.List;
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
    return TestResumption.enable(node, session);
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

  private BindRequest request(final long moment, final InlineLogin inline) {
    return new BindRequest(PUCK, node.account(PUCK), moment, "b1", "moon", "", inline);
  }

  private TestSession bound(final BindRequest request) {
    final TestSession late = node.authenticate();
    node.step(SlotKind.BIND, late.handle(), request);
    return late;
  }

  private void revoke() {
    node.account(PUCK); // is there
    node.revocations.revoke(PUCK);
    change();
  }

  private static void assertRefused(final TestSession late) {
    assertNull(late.jid());
    assertNull(late.poll());
    assertTrue(late.closed().contains("<reset "), late.closed());
  }

  @Test
  void shouldRefuseToBindWhoHasProvenTheOldPassword() {
    final long before = node.revocations.moment();
    revoke();
    assertRefused(bound(request(before, null)));
    assertNotNull(bound(request(node.revocations.moment(), null)).jid());
  }

  @Test
  void shouldRefuseToBindWhoseAccountIsBeingLoadedMeanwhile() {
    final BindRequest before = request(node.revocations.moment(), null);
    node.holdWork();
    final TestSession late = bound(before);
    node.revocations.revoke(PUCK);
    node.runWork();
    assertRefused(late);
  }

  @Test
  void shouldRefuseABindWithinTheAuthenticationToo() {
    final long before = node.revocations.moment();
    revoke();
    final Element bind = new Element("bind", Bind2.NAMESPACE);
    assertRefused(bound(request(before, new InlineLogin(null, null, bind, null, List.of()))));
    assertRefused(bound(request(before, new InlineLogin(null, null, null, null, List.of()))));
  }

  @Test
  void shouldLetNobodyResumeByTheOldPasswordBeforeTheStreamsAreEnded() {
    final TestSession puck = node.login(WOOD);
    final String id = manage(puck);
    node.disconnect(puck);
    final long before = node.revocations.moment();
    node.revocations.revoke(PUCK);
    final Element resume = new Element("resume", Sm.NAMESPACE).set("previd", id).set("h", "0");
    assertRefused(bound(request(before, new InlineLogin(null, null, null, resume, List.of()))));
    final TestSession late = node.authenticate();
    final ResumeRequest classic = new ResumeRequest(PUCK, node.account(PUCK), before, id, 0);
    node.step(SlotKind.RESUME, late.handle(), classic);
    assertRefused(late);
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
