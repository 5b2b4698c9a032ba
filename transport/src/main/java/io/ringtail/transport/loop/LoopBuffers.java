// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.buffer.ByteBufAllocator;

/**
 * Where a loop's connections are read into, and where its streams gather what they send.
 *
 * <p>Owner: the loop. Allocates: see {@link ReadBuffer} and {@link OutputBuffers}.
 */
public record LoopBuffers(ReadBuffer reads, OutputBuffers outputs) {
  LoopBuffers(final ByteBufAllocator allocator) {
    this(new ReadBuffer(allocator), new OutputBuffers(allocator));
  }

  void close() {
    reads.close();
    outputs.close();
  }
}
