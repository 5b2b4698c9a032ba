// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.parser.StanzaView;
import io.ringtail.ring.Sample;

/**
 * One place in the inbound ring: what happened, to which session, and what the stages decided.
 *
 * <pre>
 *   kind · session · received-at │ stanza bytes + index │ attachment │ facts (ROUTE writes, ARCHIVE
 *   journals) │ outbox (ROUTE writes, DELIVER reads)
 * </pre>
 *
 * <p>Owner: the claiming loop until published, then each stage in turn. Allocates: at start; a
 * stanza beyond the inline bytes uses a pooled array that the last stage returns.
 */
public final class NodeSlot {
  /** Stanzas up to this size need no pooled array. */
  public static final int INLINE_BYTES = 1024;

  private final byte[] inline = new byte[INLINE_BYTES];
  private final StanzaView stanza = new StanzaView();
  private final Outbox outbox = new Outbox();
  private final Sample sample = new Sample();
  private final Facts facts = new Facts();
  private SlotKind kind;
  private long session;
  private long receivedAtMs;
  private Object attachment;
  private byte[] pooled;

  /** Becomes an event without a stanza. */
  public void set(
      final SlotKind newKind,
      final long newSession,
      final long newReceivedAtMs,
      final Object newAttachment) {
    kind = newKind;
    session = newSession;
    receivedAtMs = newReceivedAtMs;
    attachment = newAttachment;
  }

  /**
   * Takes a copy of the view's bytes and index.
   *
   * @param big an array of at least the stanza's length from the pool of big arrays; null when the
   *     stanza fits {@link #INLINE_BYTES}
   */
  public void setStanza(final StanzaView source, final byte[] big) {
    final byte[] target = big == null ? inline : big;
    System.arraycopy(source.buffer(), source.start(), target, 0, source.length());
    stanza.copyIndexFrom(source, target, 0);
    pooled = big;
  }

  /** Forgets the event; returns the pooled array to give back, or null. */
  public byte[] release() {
    final byte[] big = pooled;
    pooled = null;
    attachment = null;
    stanza.clear();
    outbox.clear();
    sample.clear();
    facts.clear();
    return big;
  }

  public SlotKind kind() {
    return kind;
  }

  public long session() {
    return session;
  }

  /** Epoch milliseconds, read once per loop turn. */
  public long receivedAtMs() {
    return receivedAtMs;
  }

  public Object attachment() {
    return attachment;
  }

  public StanzaView stanza() {
    return stanza;
  }

  public Outbox outbox() {
    return outbox;
  }

  /** Its times, where it is sampled. */
  public Sample sample() {
    return sample;
  }

  /** What must be journaled before anything of the outbox leaves. */
  public Facts facts() {
    return facts;
  }
}
