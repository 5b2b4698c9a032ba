// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One look at one label's processes, as an agent told it.
 *
 * <p>Owner: anyone. Allocates: per look.
 */
public record AgentLook(
    long atMs,
    int processes,
    double cpuSeconds,
    long residentBytes,
    long writtenBytes,
    long writes,
    long diskBytes,
    long slabBytes,
    boolean alive,
    int gcCount,
    double gcSeconds) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final byte[] CPU = "cpu\n".getBytes(US_ASCII);
  private static final int PATIENCE_MS = 5_000;
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Asks a listening agent.
   *
   * @param collectors whether it asks JVMs for their collections too, which costs them CPU
   * @throws IOException if it is not there, or it is no agent
   */
  public static SequencedMap<String, AgentLook> ask(
      final InetSocketAddress agent, final boolean collectors) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(agent, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(collectors ? "all\n".getBytes(US_ASCII) : CPU);
      socket.shutdownOutput();
      final byte[] text = socket.getInputStream().readNBytes(MAX_BYTES);
      return parse(new String(text, StandardCharsets.UTF_8));
    } catch (final IOException e) {
      throw new IOException("agent " + agent + ": " + e.getMessage(), e);
    }
  }

  /** By label, in the agent's order. */
  static SequencedMap<String, AgentLook> parse(final String text) throws IOException {
    final SequencedMap<String, AgentLook> looks = new LinkedHashMap<>();
    for (final String line : text.lines().toList()) {
      final JsonNode node = node(line);
      looks.put(
          node.path("label").asText(),
          new AgentLook(
              node.path("atMs").asLong(),
              node.path("processes").asInt(),
              node.path("cpuSeconds").asDouble(),
              node.path("residentBytes").asLong(),
              node.path("writtenBytes").asLong(),
              node.path("writes").asLong(),
              node.path("diskBytes").asLong(),
              node.path("slabBytes").asLong(),
              node.path("alive").asBoolean(),
              node.path("gcCount").asInt(),
              node.path("gcSeconds").asDouble()));
    }
    if (looks.isEmpty()) {
      throw new IOException("said nothing");
    }
    return looks;
  }

  private static JsonNode node(final String line) throws IOException {
    try {
      final JsonNode node = MAPPER.readTree(line);
      if (node.hasNonNull("label") && node.hasNonNull("cpuSeconds")) {
        return node;
      }
    } catch (final JsonProcessingException e) {
      throw new IOException("not an agent's answer: " + e.getOriginalMessage(), e);
    }
    throw new IOException("not an agent's answer");
  }
}
