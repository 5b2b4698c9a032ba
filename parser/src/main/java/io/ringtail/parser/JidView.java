// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A canonical address read in place from an attribute value: positions of its parts and the hash of
 * its bare part. The common all-ASCII canonical spelling costs nothing; any other spelling goes
 * through {@link Jid} and is read from that address's own bytes.
 *
 * <p>Owner: its holder, one thread; valid while the bytes are. Allocates: only for addresses not
 * already canonical ASCII.
 */
public final class JidView {
  private byte[] buffer;
  private int start;
  private int localEnd;
  private int bareEnd;
  private int end;
  private int bareHash;

  /** Reads the still escaped attribute value; false when it is no valid address. */
  public boolean wrap(final byte[] bytes, final int from, final int to) {
    if (AsciiJid.isCanonical(bytes, from, to)) {
      locate(bytes, from, to);
      return true;
    }
    final Jid jid = Jid.parse(Escaping.unescapeAttribute(bytes, from, to));
    if (jid == null) {
      return false;
    }
    wrap(jid);
    return true;
  }

  public void wrap(final Jid jid) {
    buffer = jid.bytes();
    start = 0;
    end = buffer.length;
    bareEnd = jid.bareLength();
    bareHash = jid.bareHash();
    localEnd = separator((byte) '@');
  }

  private void locate(final byte[] bytes, final int from, final int to) {
    buffer = bytes;
    start = from;
    end = to;
    bareEnd = to;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '/') {
        bareEnd = i;
        break;
      }
    }
    localEnd = separator((byte) '@');
    bareHash = JidHash.of(bytes, start, bareEnd);
  }

  private int separator(final byte mark) {
    for (int i = start; i < bareEnd; i++) {
      if (buffer[i] == mark) {
        return i;
      }
    }
    return start;
  }

  public byte[] buffer() {
    return buffer;
  }

  public int start() {
    return start;
  }

  /** End of the local part; equals {@link #start()} when there is none. */
  public int localEnd() {
    return localEnd;
  }

  public int domainStart() {
    return localEnd == start ? start : localEnd + 1;
  }

  public int bareEnd() {
    return bareEnd;
  }

  public int end() {
    return end;
  }

  public int resourceStart() {
    return bareEnd == end ? end : bareEnd + 1;
  }

  public boolean hasLocal() {
    return localEnd != start;
  }

  public boolean hasResource() {
    return bareEnd != end;
  }

  public int bareHash() {
    return bareHash;
  }

  public boolean sameBare(final Jid jid) {
    return bareHash == jid.bareHash()
        && Arrays.equals(buffer, start, bareEnd, jid.bytes(), 0, jid.bareLength());
  }

  public boolean sameFull(final Jid jid) {
    return bareHash == jid.bareHash()
        && Arrays.equals(buffer, start, end, jid.bytes(), 0, jid.bytes().length);
  }

  /** A lasting copy. Allocates: per call. */
  public Jid toJid() {
    return Jid.ofCanonical(
        text(start, localEnd), text(domainStart(), bareEnd), text(resourceStart(), end));
  }

  private String text(final int from, final int to) {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }
}
