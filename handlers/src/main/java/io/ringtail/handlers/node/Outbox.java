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
    /** Send the bytes; from here on the stream is managed (XEP-0198). */
    MANAGED,
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

  /** The second byte of every IQ, as of no other stanza. */
  public static final byte IQ = 'i';

  private static final byte MESSAGE = 'm';

  private static final int ENTRIES = 4;
  private static final int RECIPIENTS = 16;
  private static final int RETAINED_RECIPIENTS = 1024;

  private final ByteWriter arena = new ByteWriter(512, 1 << 14);
  private Action[] actions = new Action[ENTRIES];
  private OwnAddress[] ownAddresses = new OwnAddress[ENTRIES];
  private int[] ranges = new int[ENTRIES * RANGE_FIELDS];
  private byte[][] tails = new byte[ENTRIES][];
  private boolean[] kept = new boolean[ENTRIES];
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
    kept[entries] = false;
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

  /**
   * The Router keeps the current entry's bytes for a recipient until it acknowledges them: they
   * need not come back when the recipient is gone.
   */
  public void keep() {
    kept[entries - 1] = true;
  }

  /**
   * Whether the entry comes back when so many recipients are gone: they are all it has, on all
   * loops together, and the Router keeps it for none of them.
   */
  public boolean isReturnable(final int entry, final int count) {
    return first[entry + 1] - first[entry] == count && !kept[entry];
  }

  /**
   * Writes the entry as one recipient gets it.
   *
   * @param address the recipient's full JID, escaped
   * @param bareLength how much of it is the bare JID
   */
  public void write(
      final int entry, final byte[] address, final int bareLength, final ByteWriter out) {
    final byte[] bytes = arena.array();
    if (ownAddress(entry) == OwnAddress.NONE) {
      out.put(bytes, headStart(entry), headEnd(entry));
    } else {
      final int length = ownAddress(entry) == OwnAddress.BARE ? bareLength : address.length;
      out.put(bytes, headStart(entry), toAt(entry)).raw(" to='").put(address, 0, length).raw("'");
      out.put(bytes, toAt(entry), headEnd(entry));
    }
    if (tailBuffer(entry) != null) {
      out.put(tailBuffer(entry), tailStart(entry), tailEnd(entry));
    }
    out.put(bytes, footStart(entry), footEnd(entry));
  }

  /** Whether the entry is a message. */
  public boolean isMessage(final int entry) {
    return headEnd(entry) > headStart(entry) + 1 && arena.array()[headStart(entry) + 1] == MESSAGE;
  }

  /** Bytes of the entry, without an own address. */
  public int length(final int entry) {
    return headEnd(entry)
        - headStart(entry)
        + tailEnd(entry)
        - tailStart(entry)
        + footEnd(entry)
        - footStart(entry);
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
    kept = Arrays.copyOf(kept, capacity);
    first = Arrays.copyOf(first, capacity + 1);
  }
}
