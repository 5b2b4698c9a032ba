// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Nanoseconds from the scheduled send to the receipt, whole: an HdrHistogram, compressed.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param hdr base64 of the compressed encoding that every HdrHistogram tool reads
 */
public record Latency(String hdr) {
  public Latency {
    decode(hdr);
  }

  public static Latency of(final Histogram histogram) {
    final ByteBuffer target = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    final int length = histogram.encodeIntoCompressedByteBuffer(target);
    final ByteBuffer encoded = ByteBuffer.wrap(target.array(), 0, length);
    final byte[] bytes = new byte[length];
    encoded.get(bytes);
    return new Latency(Base64.getEncoder().encodeToString(bytes));
  }

  /** A copy of its own. */
  public Histogram histogram() {
    return decode(hdr);
  }

  private static Histogram decode(final String hdr) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(hdr)), 0);
    } catch (final DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("the latency histogram is damaged", e);
    }
  }
}
