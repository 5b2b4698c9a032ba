// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import io.ringtail.handlers.port.InboxCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;

/**
 * Contents in a Chronicle Map of fixed size, cut into parts.
 *
 * <pre>
 *   key    account (8) │ part (4)
 *   value  CRC-32C of key and bytes (4) │ up to 1020 bytes
 * </pre>
 *
 * <p>Owner: {@link ChronicleInboxCheckpoint}. Allocates: per call.
 */
final class PartMap implements AutoCloseable {
  static final int VALUE_BYTES = 1024;
  static final int PART_BYTES = VALUE_BYTES - Integer.BYTES;
  private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

  private final ChronicleMap<byte[], byte[]> map;
  private final long maxParts;

  private PartMap(final ChronicleMap<byte[], byte[]> map, final long maxParts) {
    this.map = map;
    this.maxParts = maxParts;
  }

  /** The map in this file, which is made if it is not there. */
  static PartMap open(final Path file, final long maxBytes) throws IOException {
    final long maxParts = Math.max(1, maxBytes / VALUE_BYTES);
    return new PartMap(builder(maxParts).createPersistedTo(file.toFile()), maxParts);
  }

  private static ChronicleMapBuilder<byte[], byte[]> builder(final long maxParts) {
    return ChronicleMapBuilder.of(byte[].class, byte[].class)
        .name("inbox")
        .constantKeySizeBySample(new byte[KEY_BYTES])
        .averageValueSize(VALUE_BYTES)
        .entries(maxParts)
        .putReturnsNull(true)
        .removeReturnsNull(true)
        .sparseFile(false) // its blocks are taken at once: no write finds the disk full
        .skipCloseOnExitHook(true);
  }

  /** False when there is no room. */
  boolean put(final long account, final int firstPart, final byte[] content) {
    final int parts = parts(content);
    if (map.longSize() + parts > maxParts) {
      return false;
    }
    for (int part = 0; part < parts; part++) {
      final int from = part * PART_BYTES;
      final byte[] key = key(account, firstPart + part);
      final int length = Math.min(PART_BYTES, content.length - from);
      final ByteBuffer value =
          ByteBuffer.allocate(Integer.BYTES + length).putInt(0).put(content, from, length);
      map.put(key, value.putInt(0, sum(key, value.array())).array());
    }
    return true;
  }

  static int parts(final byte[] content) {
    return Math.max(1, (content.length + PART_BYTES - 1) / PART_BYTES);
  }

  /** All parts together; null when one is missing or damaged. */
  byte[] get(final long account, final int parts) {
    final ByteBuffer all = ByteBuffer.allocate(parts * PART_BYTES);
    for (int part = 0; part < parts; part++) {
      final byte[] key = key(account, part);
      final byte[] value = map.get(key);
      if (value == null || !isSound(key, value)) {
        return null;
      }
      all.put(value, Integer.BYTES, value.length - Integer.BYTES);
    }
    final byte[] content = new byte[all.position()];
    all.get(0, content);
    return content;
  }

  /** For whoever locks the part by hand. */
  ExternalMapQueryContext<byte[], byte[], ?> context(final long account, final int part) {
    return map.queryContext(key(account, part));
  }

  long size() {
    return map.longSize();
  }

  void forEach(final InboxCheckpoint.OnPart onPart) {
    for (final byte[] key : map.keySet()) {
      final ByteBuffer in = ByteBuffer.wrap(key);
      onPart.on(in.getLong(), in.getInt());
    }
  }

  void retain(final InboxCheckpoint.IsCurrent current) {
    map.keySet()
        .removeIf(
            key -> {
              final ByteBuffer in = ByteBuffer.wrap(key);
              return !current.is(in.getLong(), in.getInt());
            });
  }

  /** Whether every value has the right checksum. */
  boolean isSound() {
    return map.entrySet().stream().allMatch(entry -> isSound(entry.getKey(), entry.getValue()));
  }

  private static boolean isSound(final byte[] key, final byte[] value) {
    return value.length >= Integer.BYTES && ByteBuffer.wrap(value).getInt() == sum(key, value);
  }

  private static int sum(final byte[] key, final byte[] value) {
    final CRC32C sum = new CRC32C();
    sum.update(key);
    sum.update(value, Integer.BYTES, value.length - Integer.BYTES);
    return (int) sum.getValue();
  }

  private static byte[] key(final long account, final int part) {
    return ByteBuffer.allocate(KEY_BYTES).putLong(account).putInt(part).array();
  }

  @Override
  public void close() {
    map.close();
  }
}
