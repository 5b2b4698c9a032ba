// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes the little-endian numbers of journal entries, and the head all entries share.
 *
 * <pre>
 *   0        1        2                 4                                   8
 *  +--------+--------+-----------------+-----------------------------------+
 *  |version |  type  |     spare       |    length, with the head          |
 *  +--------+--------+-----------------+-----------------------------------+
 *  |  id: grows from entry to entry, names the entry in every view         |
 *  +-----------------------------------------------------------------------+ 16
 *  |  as the type says …
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Layout {
  /**
   * The version this code writes; older ones stay readable. Another layout has another version, and
   * so has a new type: a node that does not know it then refuses the journal by its last entry.
   */
  public static final byte VERSION = 1;

  public static final int HEAD_BYTES = 16;

  private static final int VERSION_AT = 0;
  private static final int TYPE_AT = 1;
  private static final int LENGTH_AT = 4;
  private static final int ID_AT = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private Layout() {}

  /** Version of the entry at {@code start}. */
  public static int version(final byte[] entry, final int start) {
    return entry[start + VERSION_AT] & 0xFF;
  }

  /** Whether this code can read the entry at {@code start}. */
  public static boolean isKnown(final byte[] entry, final int start) {
    return version(entry, start) <= VERSION && type(entry, start) != null;
  }

  /** Code of the type of the entry at {@code start}, known or not. */
  public static int typeCode(final byte[] entry, final int start) {
    return entry[start + TYPE_AT] & 0xFF;
  }

  /** Type of the entry at {@code start}; null for one this version does not know. */
  public static EntryType type(final byte[] entry, final int start) {
    return EntryType.of(entry[start + TYPE_AT]);
  }

  public static long id(final byte[] entry, final int start) {
    return getLong(entry, start + ID_AT);
  }

  /** Bytes of the entry; 0 in an append of one entry that did not say. */
  public static int length(final byte[] entry, final int start) {
    return getInt(entry, start + LENGTH_AT);
  }

  /** Completes the head once the entry is written. */
  public static void length(final byte[] entry, final int start, final int length) {
    setInt(entry, start + LENGTH_AT, length);
  }

  /** Appends a head; the fields of the type follow. */
  public static void putHead(final ByteWriter out, final EntryType type, final long id) {
    out.put(VERSION).put(type.code());
    putShort(out, 0);
    putInt(out, 0);
    putLong(out, id);
  }

  public static long getLong(final byte[] bytes, final int at) {
    return (long) LONG.get(bytes, at);
  }

  public static int getInt(final byte[] bytes, final int at) {
    return (int) INT.get(bytes, at);
  }

  /** Unsigned. */
  public static int getShort(final byte[] bytes, final int at) {
    return (short) SHORT.get(bytes, at) & 0xFFFF;
  }

  public static void setInt(final byte[] bytes, final int at, final int value) {
    INT.set(bytes, at, value);
  }

  public static void setLong(final byte[] bytes, final int at, final long value) {
    LONG.set(bytes, at, value);
  }

  public static void setShort(final byte[] bytes, final int at, final int value) {
    SHORT.set(bytes, at, (short) value);
  }

  public static void putLong(final ByteWriter out, final long value) {
    final int at = out.length();
    out.skip(Long.BYTES);
    LONG.set(out.array(), at, value);
  }

  public static void putInt(final ByteWriter out, final int value) {
    final int at = out.length();
    out.skip(Integer.BYTES);
    INT.set(out.array(), at, value);
  }

  public static void putShort(final ByteWriter out, final int value) {
    final int at = out.length();
    out.skip(Short.BYTES);
    SHORT.set(out.array(), at, (short) value);
  }
}
