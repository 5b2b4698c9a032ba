// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

/**
 * What a client says to have its stream managed, and to go on with it (XEP-0198).
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class TestResumption {
  private TestResumption() {}

  /** The id by which the stream can be resumed; nothing else may be unread. */
  public static String enable(final TestNode node, final TestSession session) {
    node.send(session, "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    return session.poll().replaceAll(".* id='([^']+)'.*", "$1");
  }

  /** The answer is left to be read. */
  public static TestSession resume(
      final TestNode node, final String bareJid, final String id, final int h) {
    return node.resume(
        bareJid, "<resume xmlns='urn:xmpp:sm:3' h='" + h + "' previd='" + id + "'/>");
  }
}
