// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint in memory, cut into small parts; outlives a node that ended in order only.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
public final class MemoryCheckpoint implements InboxCheckpoint {
  private static final int PART_BYTES = 100;

  private final Map<Long, TreeMap<Integer, byte[]>> accounts = new TreeMap<>();
  private final int maxParts;
  private Left left;
  private int partCount;
  private long puts;

  /**
   * @param maxParts how much it takes
   */
  public MemoryCheckpoint(final int maxParts) {
    this.maxParts = maxParts;
  }

  /** Contents put so far. */
  public synchronized long puts() {
    return puts;
  }

  public synchronized boolean isEmpty() {
    return accounts.isEmpty();
  }

  @Override
  public synchronized Left open() {
    final Left found = left;
    left = null;
    if (found == null) {
      clear();
    }
    return found;
  }

  @Override
  public synchronized void forEach(final OnPart onPart) {
    accounts.forEach((account, parts) -> parts.keySet().forEach(part -> onPart.on(account, part)));
  }

  @Override
  public synchronized int put(final long account, final int firstPart, final byte[] content) {
    final int count = content.length / PART_BYTES + 1;
    if (partCount + count > maxParts) {
      return 0;
    }
    for (int part = 0; part < count; part++) {
      final int from = part * PART_BYTES;
      final int length = Math.min(PART_BYTES, content.length - from);
      final byte[] bytes = new byte[length];
      System.arraycopy(content, from, bytes, 0, length);
      final Map<Integer, byte[]> own = accounts.computeIfAbsent(account, number -> new TreeMap<>());
      partCount += own.put(firstPart + part, bytes) == null ? 1 : 0;
    }
    puts++;
    return count;
  }

  @Override
  public synchronized byte[] get(final long account, final int parts) {
    final ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int part = 0; part < parts; part++) {
      final byte[] bytes = accounts.getOrDefault(account, new TreeMap<>()).get(part);
      if (bytes == null) {
        throw new StoreException(StoreException.Reason.REFUSED, "there is no such part", null);
      }
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  @Override
  public synchronized void clear() {
    accounts.clear();
    partCount = 0;
    left = null;
  }

  @Override
  public synchronized void leave(final Left newLeft, final IsCurrent current) {
    accounts.forEach(
        (account, parts) -> parts.keySet().removeIf(part -> !current.is(account, part)));
    accounts.values().removeIf(Map::isEmpty);
    partCount = accounts.values().stream().mapToInt(Map::size).sum();
    left = newLeft;
  }
}
