// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a client had not acknowledged when its stream ended for good (XEP-0198 §4): messages go to
 * the account's other sessions or its offline messages unless a device has them, requests are
 * answered with an error, and everything else was for that session alone.
 *
 * <p>Owner: Router. Allocates: per stanza; cold path only.
 */
final class Leftovers {
  private static final byte[] FORWARDED =
      "<forwarded xmlns='urn:xmpp:forward:0'>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FORWARDED_END =
      "</forwarded></received></message>".getBytes(StandardCharsets.US_ASCII);

  private final FollowUps followUps;

  Leftovers(final FollowUps followUps) {
    this.followUps = followUps;
  }

  /** The session is no longer among its account's. */
  void handOn(final LocalSession session) {
    if (session.stream() != null) {
      handOn(session, session.stream().queue(), false);
    }
    if (session.flush() != null) {
      handOn(session, session.flush().later, true);
      session.flush(null);
    }
  }

  private void handOn(final LocalSession session, final UnackedQueue queue, final boolean unnamed) {
    int at = queue.first();
    for (int i = queue.count(); i > 0; i--) {
      handOn(session, queue, at, unnamed);
      at = queue.next(at);
    }
    queue.clear();
  }

  /**
   * @param unnamed whether what has no id was for the account, too
   */
  private void handOn(
      final LocalSession session,
      final UnackedQueue queue,
      final int position,
      final boolean unnamed) {
    final long id = queue.id(position);
    final int start = queue.stanzaStart(position);
    final int end = queue.stanzaEnd(position);
    if (queue.array()[start + 1] == Outbox.IQ) {
      followUps.unanswered(queue.array(), start, end);
    } else if ((id != 0 || unnamed)
        && !queue.has(position, UnackedQueue.OFFLINE) // it is there still
        && !queue.has(position, UnackedQueue.TAKEN)
        && !StreamManager.isHeldByOthers(session, id)) {
      final ByteWriter message = original(queue.array(), start, end);
      LateStanza.stamp(message, 0, session.account().host().jid(), queue.sentAtMs(position));
      followUps.again(message.toByteArray(), queue.has(position, UnackedQueue.STAMPED) ? id : 0);
    }
  }

  /** The message itself: a device that only had a copy of it (XEP-0280) was the last to hold it. */
  private static ByteWriter original(final byte[] bytes, final int start, final int end) {
    final ByteWriter out = new ByteWriter(end - start + 128);
    final int inner = behindForwarded(bytes, start, end);
    return inner < 0
        ? out.put(bytes, start, end)
        : out.put(bytes, inner, end - FORWARDED_END.length);
  }

  private static int behindForwarded(final byte[] bytes, final int start, final int end) {
    if (!matches(bytes, end - FORWARDED_END.length, end, FORWARDED_END)) {
      return -1;
    }
    for (int i = start; i + FORWARDED.length < end; i++) {
      if (matches(bytes, i, i + FORWARDED.length, FORWARDED)) {
        return i + FORWARDED.length;
      }
    }
    return -1;
  }

  private static boolean matches(
      final byte[] bytes, final int from, final int to, final byte[] expected) {
    return from >= 0 && java.util.Arrays.equals(bytes, from, to, expected, 0, expected.length);
  }
}
