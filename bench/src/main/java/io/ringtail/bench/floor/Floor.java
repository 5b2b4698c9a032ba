// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.floor;

import io.ringtail.bench.relay.Relay;
import io.ringtail.bench.result.FloorCard;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures the floor card, in some six seconds.
 *
 * <p>Owner: main thread. Allocates: per measurement.
 */
public final class Floor {
  private static final int BATCH = 10;
  private static final double CLIENT_SECONDS = 3;
  private static final long STEP_NS = 400_000_000L;
  private static final int RECORD_HEADER = 5;

  private final int messageBytes;
  private final int connections;
  private final double ratePerSecond;

  /**
   * @param connections that the bare client opens, as many as the scenario if that is not too many
   * @param ratePerSecond the scenario's
   */
  public Floor(final int messageBytes, final int connections, final double ratePerSecond) {
    this.messageBytes = messageBytes;
    this.connections = Math.clamp(connections, 2, 2000) & ~1;
    this.ratePerSecond = Math.clamp(ratePerSecond, 100, 50_000);
  }

  /** The card; {@code folder} is where the disk is tried. */
  public FloorCard measure(final Path folder) throws InterruptedException {
    final SequencedMap<String, Double> costs = new LinkedHashMap<>();
    try {
      costs.put(FloorCard.READ_WRITE, loopback(1));
      costs.put(FloorCard.COALESCED_WRITE, loopback(BATCH));
      relay(costs);
      costs.put(FloorCard.TLS_RECORD, tlsRecord());
      costs.put(FloorCard.APPEND_FSYNC, appendAndForce(folder));
    } catch (final IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the floor could not be measured", e);
    }
    return new FloorCard(costs);
  }

  /** One thread, two ends of one connection: write and read of {@code batch} messages at a time. */
  private double loopback(final int batch) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel other = server.accept()) {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        final ByteBuffer out = ByteBuffer.allocateDirect(batch * messageBytes);
        final ByteBuffer in = ByteBuffer.allocateDirect(2 * batch * messageBytes);
        exchange(client, other, out, in);
        final long rounds = exchange(client, other, out, in);
        return lastCpuNs / (double) (rounds * batch);
      }
    }
  }

  private long lastCpuNs;

  private long exchange(
      final SocketChannel from, final SocketChannel to, final ByteBuffer out, final ByteBuffer in)
      throws IOException {
    final long cpu = cpuNs();
    final long untilNs = System.nanoTime() + STEP_NS / 2;
    long rounds = 0;
    while (System.nanoTime() < untilNs) {
      out.clear();
      from.write(out);
      in.clear();
      while (in.position() < out.capacity()) {
        to.read(in);
      }
      rounds++;
    }
    lastCpuNs = cpuNs() - cpu;
    return rounds;
  }

  /** The bare client through the minimal relay: the cost of either, per message. */
  private void relay(final SequencedMap<String, Double> costs) throws InterruptedException {
    try (Relay relay = Relay.start(0);
        BareClient client = new BareClient(relay.port(), connections, messageBytes)) {
      client.run(ratePerSecond, 1);
      final long before = relay.cpuNs();
      final long countedBefore = relay.forwarded();
      final BareClient.Cost cost = client.run(ratePerSecond, CLIENT_SECONDS);
      costs.put(
          FloorCard.RELAY,
          (relay.cpuNs() - before) / (double) Math.max(1, relay.forwarded() - countedBefore));
      costs.put(FloorCard.EPOLL_CLIENT, cost.nsPerMessage());
    }
  }

  /** AES-128-GCM as TLS 1.3 uses it (RFC 8446 §5.2): sealing and opening one message. */
  private double tlsRecord() throws GeneralSecurityException {
    final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    final SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    final byte[] header = new byte[RECORD_HEADER];
    final byte[] plain = new byte[messageBytes];
    final byte[] nonce = new byte[12];
    final byte[] sealed = new byte[messageBytes + 64];
    long cpu = 0;
    long rounds = 0;
    for (int pass = 0; pass < 2; pass++) {
      cpu = cpuNs();
      rounds = 0;
      final long untilNs = System.nanoTime() + STEP_NS;
      while (System.nanoTime() < untilNs) {
        ByteBuffer.wrap(nonce).putLong(4, pass * (1L << 40) + rounds);
        final GCMParameterSpec parameters = new GCMParameterSpec(128, nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
        cipher.updateAAD(header);
        final int length = cipher.doFinal(plain, 0, plain.length, sealed);
        cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        cipher.updateAAD(header);
        cipher.doFinal(sealed, 0, length, plain);
        rounds++;
      }
    }
    return (cpuNs() - cpu) / (double) rounds;
  }

  /** The median of appends that were each forced to the disk: wall time. */
  private double appendAndForce(final Path folder) throws IOException {
    final Path file = Files.createTempFile(Files.createDirectories(folder), "floor", ".log");
    final long[] took = new long[100];
    int count = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      final ByteBuffer message = ByteBuffer.allocateDirect(messageBytes);
      final long untilNs = System.nanoTime() + 2 * STEP_NS;
      while (count < took.length && System.nanoTime() < untilNs) {
        final long began = System.nanoTime();
        channel.write(message.clear());
        channel.force(false);
        took[count++] = System.nanoTime() - began;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(took, 0, count);
    return took[count / 2];
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
