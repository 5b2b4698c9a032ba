// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.ping.PingPolicy;
import io.ringtail.parser.StanzaView;
import io.ringtail.transport.loop.Peer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resource is bound: everything the client sends goes to the ring.
 *
 * <p>Owner: the loop of the stream. Allocates: at the bind; per stanza never.
 */
final class Session implements StreamState {
  private static final Logger LOG = LoggerFactory.getLogger("ringtail.sessions");

  private final byte[] escapedJid;
  private final int bareLength;
  private final PingPolicy ping;
  private long pingedSilenceNs = Long.MIN_VALUE; // the read that the pinged silence began with
  private long pingedNs;
  private boolean managed;

  /**
   * @param escapedJid full JID, escaped for an attribute
   */
  Session(final byte[] escapedJid, final PingPolicy ping) {
    this.escapedJid = escapedJid;
    this.ping = ping;
    this.bareLength = indexOfSlash(escapedJid);
  }

  /** A session begins; the one line about it in the log, at debug. */
  static Session open(final long handle, final byte[] escapedJid, final PingPolicy ping) {
    if (LOG.isDebugEnabled()) {
      final String jid = new String(escapedJid, StandardCharsets.UTF_8);
      LOG.debug("session {} opened: {}", Long.toHexString(handle), jid);
    }
    return new Session(escapedJid, ping);
  }

  byte[] escapedJid() {
    return escapedJid;
  }

  int bareLength() {
    return bareLength;
  }

  /** From here on a ping of ours would be a stanza nobody counted: XEP-0198 has its own. */
  @Override
  public Session session() {
    return this;
  }

  @Override
  public void managed() {
    managed = true;
  }

  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    return stream.publishStanza();
  }

  @Override
  public void onStreamEnd(final Stream stream) {
    stream.leave(this);
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public boolean isKnownToRouter() {
    return true;
  }

  /** XEP-0199 §4.2: after so much silence a ping, after so much more the end. */
  @Override
  public long onSilence(final Stream stream, final long nowNs, final long lastReadNs) {
    if (ping.isOff()) {
      return Peer.NO_TIMER;
    }
    final long intervalNs = TimeUnit.MILLISECONDS.toNanos(ping.intervalMs());
    final long pingNs = lastReadNs + intervalNs;
    if (pingNs - nowNs > 0) {
      return pingNs;
    }
    final long timeoutNs = TimeUnit.MILLISECONDS.toNanos(ping.timeoutMs());
    if (pingedSilenceNs != lastReadNs) {
      pingedSilenceNs = lastReadNs;
      pingedNs = nowNs;
      stream.write(managed ? Markup.request() : Markup.ping(escapedJid, domainStart(), bareLength));
    } else if (ping.kills() && pingedNs + timeoutNs - nowNs <= 0) {
      stream.streamError("connection-timeout", "no answer to a ping");
    }
    // any byte may end the silence meanwhile, and the next one is to be noticed in time
    return ping.kills() ? Math.min(pingedNs + timeoutNs, nowNs + intervalNs) : nowNs + intervalNs;
  }

  private int domainStart() {
    int at = 0;
    while (at < bareLength && escapedJid[at] != '@') {
      at++;
    }
    return at == bareLength ? 0 : at + 1;
  }

  private static int indexOfSlash(final byte[] jid) {
    for (int i = 0; i < jid.length; i++) {
      if (jid[i] == '/') {
        return i;
      }
    }
    return jid.length;
  }
}
