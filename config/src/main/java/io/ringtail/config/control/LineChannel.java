// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One end of a control connection: a JSON object on each line, with a bound on its length.
 *
 * <p>Owner: one thread that reads and one that writes. Allocates: per line.
 */
final class LineChannel implements AutoCloseable {
  /** Longest line; an import sends many lines. */
  static final int MAX_LINE_BYTES = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(MAX_LINE_BYTES).flip();

  LineChannel(final SocketChannel channel) {
    this.channel = channel;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  void write(final ObjectNode message) throws IOException {
    final ByteBuffer line =
        ByteBuffer.wrap((message.toString() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  /**
   * The next object; null at the end of the stream.
   *
   * @throws IOException when the connection fails or the line is too long or is no JSON object
   */
  ObjectNode read() throws IOException {
    int scanned = 0;
    while (true) {
      for (int i = in.position() + scanned; i < in.limit(); i++) {
        if (in.get(i) == '\n') {
          return parse(i);
        }
      }
      scanned = in.remaining();
      if (scanned == in.capacity()) {
        throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes");
      }
      in.compact();
      final int count = channel.read(in);
      in.flip();
      if (count < 0) {
        return null;
      }
    }
  }

  private ObjectNode parse(final int end) throws IOException {
    final String line =
        new String(in.array(), in.position(), end - in.position(), StandardCharsets.UTF_8);
    in.position(end + 1);
    try {
      final JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (final JsonProcessingException notJson) {
      throw new IOException("a line is not JSON", notJson);
    }
    throw new IOException("a line is no JSON object");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
