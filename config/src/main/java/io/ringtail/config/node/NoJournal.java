// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.WriterProgress;

/**
 * The journal of a node whose modules keep nothing: it admits nothing, so what had to be kept would
 * be refused with an error rather than lost.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class NoJournal implements Journal, WriterProgress {
  @Override
  public long append(final byte[] buffer, final int start, final int end) {
    throw new IllegalStateException("nothing is admitted");
  }

  @Override
  public void endOfBatch() {}

  @Override
  public boolean isAdmitting() {
    return false;
  }

  @Override
  public long appendedIndex() {
    return NONE;
  }

  @Override
  public long syncedIndex() {
    return NONE;
  }

  @Override
  public long writtenId() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean await(final long id, final long timeoutMs) {
    return true;
  }
}
