// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LoopBuffersTest {
  private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final OutputBuffers outputs = new OutputBuffers(allocator);

  @Test
  void shouldHandOutTheBufferThatCameBackEmpty() {
    final ByteBuf buffer = outputs.take(100);
    buffer.writeZero(100);
    outputs.giveBack(buffer);
    assertSame(buffer, outputs.take(100));
    assertEquals(0, buffer.readableBytes());
    buffer.release();
  }

  @Test
  void shouldNotKeepWhatABigStanzaHasGrown() {
    final ByteBuf buffer = outputs.take(100);
    buffer.writeZero(60_000);
    outputs.giveBack(buffer);
    assertEquals(0, buffer.refCnt());
  }

  @Test
  void shouldLetEverythingGoAtTheEnd() {
    final ByteBuf kept = outputs.take(100);
    final ByteBuf out = outputs.take(100);
    outputs.giveBack(kept);
    outputs.close();
    outputs.giveBack(out);
    assertEquals(0, kept.refCnt() + out.refCnt());
  }

  @Test
  void shouldReadTwiceIntoOneBufferAndElsewhereWhileSomebodyHoldsIt() {
    final ReadBuffer reads = new ReadBuffer(allocator);
    final ByteBuf first = reads.newHandle().allocate(allocator);
    first.writeZero(10);
    first.release();
    final ByteBuf second = reads.newHandle().allocate(allocator);
    assertSame(first, second);
    assertEquals(0, second.readableBytes());
    final ByteBuf third = reads.newHandle().allocate(allocator);
    assertNotSame(second, third);
    third.release();
    second.release();
    reads.close();
    assertEquals(0, second.refCnt());
  }
}
