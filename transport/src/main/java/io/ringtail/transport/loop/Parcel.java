// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.buffer.ByteBuf;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.OwnAddress;

/**
 * Three byte ranges that are sent one after the other, with a place where the recipient's own
 * address goes.
 *
 * <pre>
 *   head … toAt [ to='own address'] … head │ tail │ foot
 * </pre>
 *
 * <p>Owner: the loop; refers to bytes owned by others, valid inside the call. Allocates: in {@link
 * #toBytes} only.
 */
public final class Parcel {
  private static final byte[] TO = {' ', 't', 'o', '=', '\''};
  private static final byte QUOTE = '\'';

  private byte[] head;
  private int headStart;
  private int headEnd;
  private byte[] tail;
  private int tailStart;
  private int tailEnd;
  private byte[] foot;
  private int footStart;
  private int footEnd;
  private OwnAddress own = OwnAddress.NONE;
  private int toAt;

  /** Becomes the entry of the outbox. */
  void wrap(final Outbox outbox, final int entry) {
    head = outbox.arena().array();
    headStart = outbox.headStart(entry);
    headEnd = outbox.headEnd(entry);
    tail = outbox.tailBuffer(entry);
    tailStart = outbox.tailStart(entry);
    tailEnd = outbox.tailEnd(entry);
    foot = head;
    footStart = outbox.footStart(entry);
    footEnd = outbox.footEnd(entry);
    own = outbox.ownAddress(entry);
    toAt = outbox.toAt(entry);
  }

  /** Becomes one range. */
  void wrap(final byte[] bytes, final int end, final OwnAddress whichAddress, final int addressAt) {
    head = bytes;
    headStart = 0;
    headEnd = end;
    tail = null;
    tailStart = 0;
    tailEnd = 0;
    foot = bytes;
    footStart = 0;
    footEnd = 0;
    own = whichAddress;
    toAt = addressAt;
  }

  public byte[] head() {
    return head;
  }

  public int headStart() {
    return headStart;
  }

  public int headEnd() {
    return headEnd;
  }

  byte[] tail() {
    return tail;
  }

  int tailStart() {
    return tailStart;
  }

  int tailLength() {
    return tailEnd - tailStart;
  }

  int footStart() {
    return footStart;
  }

  int footLength() {
    return footEnd - footStart;
  }

  int headLength() {
    return headEnd - headStart;
  }

  public OwnAddress own() {
    return own;
  }

  /** Where in the head, counted from its start, the own address goes. */
  int toOffset() {
    return toAt - headStart;
  }

  /** Bytes of the three ranges, without the own address. */
  public int length() {
    return headLength() + tailLength() + footLength();
  }

  /** Bytes that {@link #writeTo} writes for a recipient with this address. */
  public int lengthFor(final byte[] address, final int bareLength) {
    return switch (address == null ? OwnAddress.NONE : own) {
      case NONE -> length();
      case BARE -> length() + TO.length + bareLength + 1;
      case FULL -> length() + TO.length + address.length + 1;
    };
  }

  /**
   * Writes everything.
   *
   * @param address the recipient's full JID, escaped; may be null where no own address is wanted
   * @param bareLength how many bytes of it are the bare JID
   */
  public void writeTo(final ByteBuf out, final byte[] address, final int bareLength) {
    if (own == OwnAddress.NONE || address == null) {
      out.writeBytes(head, headStart, headEnd - headStart);
    } else {
      out.writeBytes(head, headStart, toAt - headStart);
      out.writeBytes(TO);
      out.writeBytes(address, 0, own == OwnAddress.BARE ? bareLength : address.length);
      out.writeByte(QUOTE);
      out.writeBytes(head, toAt, headEnd - toAt);
    }
    if (tail != null) {
      out.writeBytes(tail, tailStart, tailEnd - tailStart);
    }
    out.writeBytes(foot, footStart, footEnd - footStart);
  }

  /** A copy of the three ranges in one array. */
  byte[] toBytes() {
    final byte[] out = new byte[length()];
    System.arraycopy(head, headStart, out, 0, headLength());
    if (tail != null) {
      System.arraycopy(tail, tailStart, out, headLength(), tailLength());
    }
    System.arraycopy(foot, footStart, out, headLength() + tailLength(), footLength());
    return out;
  }
}
