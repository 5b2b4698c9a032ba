// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.parser.ByteWriter;
import io.ringtail.ring.SampleKey;
import java.util.Arrays;

/**
 * What ROUTE wants delivered for one slot: a list of entries, each three byte ranges sent one after
 * the other to one or many sessions. Payloads stay where they are (the slot's stanza or the arena)
 * and are copied once per loop by DELIVER.
 *
 * <pre>
 *   entry:  head (arena) │ tail (slot's stanza bytes or none) │ foot (arena)
 *           ^ an own address may be inserted at toAt for each recipient
 *   recipients of entry e:  recipients[first[e]] … recipients[first[e + 1] - 1]
 * </pre>
 *
 * <p>Owner: ROUTE while its stage holds the slot, then DELIVER. Allocates: to grow past the largest
 * use before; shrinks back after an outsized one.
 */
public final class Outbox {
  /** What an entry does to its recipients. */
  public enum Action {
    /** Send the bytes. */
    STANZA,
    /** The bind succeeded: head = full JID, tail none; the endpoint enters the session state. */
    BOUND,
    /** The bind failed: the endpoint is asked to let the client try again. */
    UNBOUND,
    /** Close the stream: head = complete stream error bytes, empty for a plain close. */
    CLOSE
  }

  /** Which of the recipient's own addresses is inserted at {@link #toAt}. */
  public enum OwnAddress {
    NONE,
    BARE,
    FULL
  }

  private static final int ENTRIES = 4;
  private static final int RECIPIENTS = 16;
  private static final int RETAINED_RECIPIENTS = 1024;

  private final ByteWriter arena = new ByteWriter(512, 1 << 14);
  private Action[] actions = new Action[ENTRIES];
  private OwnAddress[] ownAddresses = new OwnAddress[ENTRIES];
  private int[] ranges = new int[ENTRIES * RANGE_FIELDS];
  private byte[][] tails = new byte[ENTRIES][];
  private int[] first = new int[ENTRIES + 1];
  private long[] recipients = new long[RECIPIENTS];
  private int entries;
  private int recipientCount;
  private long sampleKey = SampleKey.NONE;
  private long decidedNs;

  private static final int RANGE_FIELDS = 7;
  private static final int HEAD_START = 0;
  private static final int HEAD_END = 1;
  private static final int TAIL_START = 2;
  private static final int TAIL_END = 3;
  private static final int FOOT_START = 4;
  private static final int FOOT_END = 5;
  private static final int TO_AT = 6;

  /** Where heads and feet are written. Positions stay valid until {@link #clear()}. */
  public ByteWriter arena() {
    return arena;
  }

  /** Begins an entry; recipients are added next with {@link #to(long)}. */
  public Outbox entry(final Action action, final int headStart, final int headEnd) {
    if (entries == actions.length) {
      growEntries(entries * 2);
    }
    final int at = entries * RANGE_FIELDS;
    Arrays.fill(ranges, at, at + RANGE_FIELDS, 0);
    ranges[at + HEAD_START] = headStart;
    ranges[at + HEAD_END] = headEnd;
    actions[entries] = action;
    ownAddresses[entries] = OwnAddress.NONE;
    tails[entries] = null;
    entries++;
    first[entries] = recipientCount;
    return this;
  }

  /** The current entry's tail: bytes that stay valid as long as the slot, sent behind the head. */
  public Outbox tail(final byte[] buffer, final int start, final int end) {
    final int at = (entries - 1) * RANGE_FIELDS;
    tails[entries - 1] = buffer;
    ranges[at + TAIL_START] = start;
    ranges[at + TAIL_END] = end;
    return this;
  }

  /** The current entry's foot: arena positions, sent behind the tail. */
  public Outbox foot(final int start, final int end) {
    final int at = (entries - 1) * RANGE_FIELDS;
    ranges[at + FOOT_START] = start;
    ranges[at + FOOT_END] = end;
    return this;
  }

  /** Each recipient's own escaped address is inserted at arena position {@code at} of the head. */
  public Outbox ownAddress(final OwnAddress which, final int at) {
    ownAddresses[entries - 1] = which;
    ranges[(entries - 1) * RANGE_FIELDS + TO_AT] = at;
    return this;
  }

  /** Adds a recipient to the current entry. */
  public Outbox to(final long handle) {
    if (recipientCount == recipients.length) {
      recipients = Arrays.copyOf(recipients, recipientCount * 2);
    }
    recipients[recipientCount++] = handle;
    first[entries] = recipientCount;
    return this;
  }

  public int entries() {
    return entries;
  }

  public Action action(final int entry) {
    return actions[entry];
  }

  public OwnAddress ownAddress(final int entry) {
    return ownAddresses[entry];
  }

  public int headStart(final int entry) {
    return ranges[entry * RANGE_FIELDS + HEAD_START];
  }

  public int headEnd(final int entry) {
    return ranges[entry * RANGE_FIELDS + HEAD_END];
  }

  /** Buffer of the tail; null when the entry has none. */
  public byte[] tailBuffer(final int entry) {
    return tails[entry];
  }

  public int tailStart(final int entry) {
    return ranges[entry * RANGE_FIELDS + TAIL_START];
  }

  public int tailEnd(final int entry) {
    return ranges[entry * RANGE_FIELDS + TAIL_END];
  }

  public int footStart(final int entry) {
    return ranges[entry * RANGE_FIELDS + FOOT_START];
  }

  public int footEnd(final int entry) {
    return ranges[entry * RANGE_FIELDS + FOOT_END];
  }

  public int toAt(final int entry) {
    return ranges[entry * RANGE_FIELDS + TO_AT];
  }

  public int firstRecipient(final int entry) {
    return first[entry];
  }

  public int endRecipient(final int entry) {
    return first[entry + 1];
  }

  /** Whether so many recipients are all that the entry has, on all loops together. */
  public boolean isAll(final int entry, final int count) {
    return first[entry + 1] - first[entry] == count;
  }

  /**
   * The slot is sampled: whoever delivers tells the loops' probes.
   *
   * @param newDecidedNs when the stage before DELIVER was done with the slot
   */
  public void sampled(final long key, final long newDecidedNs) {
    sampleKey = key;
    decidedNs = newDecidedNs;
  }

  /** As {@link SampleKey} has it. */
  public long sampleKey() {
    return sampleKey;
  }

  public long decidedNs() {
    return decidedNs;
  }

  public long recipient(final int position) {
    return recipients[position];
  }

  public void clear() {
    arena.reset();
    sampleKey = SampleKey.NONE;
    for (int i = 0; i < entries; i++) {
      tails[i] = null;
    }
    entries = 0;
    recipientCount = 0;
    if (recipients.length > RETAINED_RECIPIENTS) {
      recipients = new long[RECIPIENTS];
      growEntries(ENTRIES);
    }
  }

  private void growEntries(final int capacity) {
    actions = Arrays.copyOf(actions, capacity);
    ownAddresses = Arrays.copyOf(ownAddresses, capacity);
    ranges = Arrays.copyOf(ranges, capacity * RANGE_FIELDS);
    tails = Arrays.copyOf(tails, capacity);
    first = Arrays.copyOf(first, capacity + 1);
  }
}
