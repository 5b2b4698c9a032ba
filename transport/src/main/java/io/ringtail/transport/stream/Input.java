// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.buffer.ByteBuf;
import io.ringtail.parser.Framer;
import io.ringtail.parser.Limits;
import io.ringtail.parser.XmlFault;
import java.util.Arrays;

/**
 * What a socket sent and nobody has taken yet. An idle stream keeps no bytes.
 *
 * <pre>
 *   nothing kept:  network ─► loop's scratch ─► frames, the rest is kept
 *   kept:          [ held frame | not yet scanned ]  or  [ unfinished frame, all scanned ]
 * </pre>
 *
 * <p>Owner: the loop of its endpoint. Allocates: an array while something is kept.
 */
final class Input {
  /** Takes the frames. */
  interface Sink {
    void onHeader(byte[] buffer, int start, int end);

    /** False means pressure: the frame is held and offered again. */
    boolean onElement(byte[] buffer, int start, int end);

    void onStreamEnd();

    void onFault(XmlFault fault);

    /** False stops the reading of frames; what is left is kept. */
    boolean wantsInput();
  }

  private static final int SMALLEST = 512;

  private final Framer framer;
  private final Sink sink;
  private byte[] kept;
  private int keptLength;
  private int scanned;
  private int held;
  private boolean discarding;

  Input(final Limits limits, final Sink sink) {
    this.framer = new Framer(limits);
    this.sink = sink;
  }

  /** True when frames or pieces of one are kept. */
  boolean isEmpty() {
    return keptLength == 0;
  }

  /** Bytes kept. */
  int keptBytes() {
    return keptLength;
  }

  /** A new stream header is expected next (RFC 6120 §4.3.3). */
  void restart() {
    framer.reset();
  }

  /** Forgets what came with the present frame: it was sent in the clear (RFC 6120 §5.4.3.3). */
  void discardRest() {
    discarding = true;
    forget();
  }

  /** Forgets everything for good. */
  void forget() {
    kept = null;
    keptLength = 0;
    scanned = 0;
    held = 0;
  }

  /** Takes what the network brought and hands out frames as long as they are wanted. */
  void onBytes(final ByteBuf in, final byte[] scratch) {
    final int count = in.readableBytes();
    if (keptLength == 0 && count <= scratch.length && sink.wantsInput()) {
      in.readBytes(scratch, 0, count);
      run(scratch, 0, count);
      return;
    }
    append(in, count);
    if (sink.wantsInput()) {
      resume();
    }
  }

  /** Goes on with what is kept. */
  void resume() {
    if (keptLength == 0) {
      return;
    }
    final byte[] buffer = kept;
    final int end = keptLength;
    if (held > 0) {
      if (!sink.onElement(buffer, 0, held)) {
        return;
      }
      scanned = Math.min(held, keptLength);
      held = 0;
    }
    run(buffer, scanned, end);
  }

  private void run(final byte[] buffer, final int from, final int end) {
    discarding = false;
    int at = from;
    while (sink.wantsInput()) {
      final Framer.Event event = framer.scan(buffer, at, end);
      if (event == Framer.Event.NEED_MORE) {
        final int pending = framer.pendingBytes();
        keep(buffer, end - pending, end, pending);
        return;
      }
      if (event == Framer.Event.FAULT) {
        forget();
        sink.onFault(framer.fault());
        return;
      }
      final int frameStart = framer.frameStart();
      at = framer.frameEnd();
      if (!hand(event, buffer, frameStart, at)) {
        held = at - frameStart;
        keep(buffer, frameStart, end, held);
        return;
      }
      if (discarding) {
        return;
      }
    }
    keep(buffer, at, end, 0);
  }

  private boolean hand(
      final Framer.Event event, final byte[] buffer, final int start, final int end) {
    switch (event) {
      case STREAM_OPEN -> sink.onHeader(buffer, start, end);
      case STREAM_CLOSE -> sink.onStreamEnd();
      default -> {
        return sink.onElement(buffer, start, end);
      }
    }
    return true;
  }

  private void keep(final byte[] buffer, final int start, final int end, final int newScanned) {
    final int length = end - start;
    if (length == 0) {
      forget();
      return;
    }
    if (buffer != kept) {
      kept = new byte[Math.max(length, SMALLEST)];
    }
    System.arraycopy(buffer, start, kept, 0, length);
    keptLength = length;
    scanned = newScanned;
  }

  private void append(final ByteBuf in, final int count) {
    final int needed = keptLength + count;
    if (kept == null) {
      kept = new byte[Math.max(needed, SMALLEST)];
    } else if (needed > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(needed, kept.length * 2));
    }
    in.readBytes(kept, keptLength, count);
    keptLength = needed;
  }
}
