// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.ring.Threading;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.TestNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadHandleTest {
  private static final long DEAD = SessionHandle.of(0, 7, 3);

  private TestNode node;

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED"})
  void shouldReturnAMessageWhoseRecipientIsGone(final Threading mode) throws Exception {
    start(mode);
    offer("<message to='a@b/c' id='m1'><body>hi</body></message>", DEAD);
    node.awaitLog("UNDELIVERED m1");
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED"})
  void shouldReturnAFanOutOnceWhenAllItsRecipientsAreGone(final Threading mode) throws Exception {
    start(mode);
    offer("<message to='a@b' id='m2'/>", DEAD, SessionHandle.of(0, 8, 3));
    offer("<iq type='get' id='last'/>", DEAD);
    node.awaitLog("UNDELIVERED last");
    assertEquals(List.of("UNDELIVERED m2", "UNDELIVERED last"), node.router().log());
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED"})
  void shouldDropPresenceToTheDead(final Threading mode) throws Exception {
    start(mode);
    offer("<presence id='p1'/>", DEAD);
    offer("<iq type='get' id='last'/>", DEAD);
    node.awaitLog("UNDELIVERED last");
    assertEquals(List.of("UNDELIVERED last"), node.router().log());
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED"})
  void shouldNotReturnACopyWhenAnotherLoopHasTheOther(final Threading mode) throws Exception {
    start(mode);
    final long[] both = {DEAD, SessionHandle.of(1, 1, 1)};
    offerTo("<message to='a@b' id='m3'/>", both, DEAD);
    offer("<iq type='get' id='last'/>", DEAD);
    node.awaitLog("UNDELIVERED last");
    assertEquals(List.of("UNDELIVERED last"), node.router().log());
  }

  private void start(final Threading mode) throws InterruptedException {
    node =
        new TestNode(
            TestNode.Plan.plain().with(mode, 1),
            new FixedCredentials("user", "pencil", new byte[16]));
  }

  /** As DELIVER does it: from the loop itself inline, from the only other thread otherwise. */
  private void offer(final String stanza, final long... recipients) throws Exception {
    offerTo(stanza, recipients, recipients);
  }

  private void offerTo(final String stanza, final long[] recipients, final long... handles)
      throws Exception {
    final Outbox outbox = new Outbox();
    outbox.arena().raw(stanza);
    outbox.entry(Action.STANZA, 0, outbox.arena().length());
    for (final long recipient : recipients) {
      outbox.to(recipient);
    }
    final IoLoop loop = node.loops().all()[0];
    final Runnable deliver =
        () -> {
          loop.outlet().offer(outbox, 0, handles, handles.length);
          loop.outlet().endOfBatch();
        };
    if (loop.isInline()) {
      loop.executor()
          .submit(
              () -> {
                loop.touch();
                deliver.run();
              })
          .get();
    } else {
      deliver.run();
    }
  }
}
