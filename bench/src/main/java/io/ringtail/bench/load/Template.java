// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import io.ringtail.bench.xmpp.Session;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One flow's stanza, written once; sending changes only the digits in it.
 *
 * <p>Owner: the sender's loop. Allocates: at construction.
 */
public final class Template {
  private static final int ID_DIGITS = 8;

  private final byte[] bytes;
  private final int idAt;
  private final int stampAt;
  private int sent;

  private Template(
      final String head, final String tail, final int run, final int flow, final int bodyBytes) {
    final byte[] start = head.getBytes(StandardCharsets.UTF_8);
    final byte[] end = tail.getBytes(StandardCharsets.UTF_8);
    final int body = Math.max(bodyBytes, Stamp.LENGTH);
    bytes = new byte[start.length + body + end.length];
    Arrays.fill(bytes, (byte) 'x');
    System.arraycopy(start, 0, bytes, 0, start.length);
    System.arraycopy(end, 0, bytes, start.length + body, end.length);
    stampAt = start.length;
    idAt = head.indexOf("id='") + 4 + ID_DIGITS; // the name is ASCII in front of it
    Stamp.begin(bytes, stampAt, run, flow);
    Stamp.put(bytes, idAt - ID_DIGITS, ID_DIGITS, flow);
  }

  /** A message of {@code type} whose body has {@code bodyBytes}, at least the stamp's. */
  public static Template message(
      final String to, final String type, final int run, final int flow, final int bodyBytes) {
    return new Template(
        "<message id='"
            + "0".repeat(2 * ID_DIGITS)
            + "' to='"
            + to
            + "' type='"
            + type
            + "'><body>",
        "</body></message>",
        run,
        flow,
        bodyBytes);
  }

  /** Presence whose status is the stamp. */
  public static Template presence(final int run, final int flow) {
    return new Template(
        "<presence id='" + "0".repeat(2 * ID_DIGITS) + "'><status>",
        "</status></presence>",
        run,
        flow,
        Stamp.LENGTH);
  }

  public void send(final Session session, final long dueNs) {
    Stamp.complete(bytes, stampAt, sent, dueNs);
    Stamp.put(bytes, idAt, ID_DIGITS, sent);
    sent++;
    session.append(bytes, bytes.length);
  }

  public int sent() {
    return sent;
  }

  public int length() {
    return bytes.length;
  }
}
