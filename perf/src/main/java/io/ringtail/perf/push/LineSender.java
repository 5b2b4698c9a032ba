// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.push;

import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How numbers travel to a server that takes lines.
 *
 * <p>Owner: the pusher's thread. Allocates: per push.
 */
enum LineSender {
  /** {@code prefix.name value seconds} over TCP. */
  GRAPHITE {
    @Override
    String line(final String name, final double value, final long nowMs) {
      return name + ' ' + number(value) + ' ' + nowMs / 1_000 + '\n';
    }

    @Override
    void send(final PerfSettings.Reporter to, final List<String> lines) throws IOException {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(to.host(), to.port()), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.getOutputStream().write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
      }
    }
  },

  /** {@code prefix.name:value|g} over UDP, as many lines in a packet as a network carries whole. */
  STATSD {
    @Override
    String line(final String name, final double value, final long nowMs) {
      return name + ':' + number(value) + "|g\n";
    }

    @Override
    void send(final PerfSettings.Reporter to, final List<String> lines) throws IOException {
      final InetSocketAddress address = new InetSocketAddress(to.host(), to.port());
      if (address.isUnresolved()) {
        throw new IOException("unknown host " + to.host());
      }
      try (DatagramSocket socket = new DatagramSocket()) {
        final StringBuilder packet = new StringBuilder();
        for (final String line : lines) {
          if (packet.length() + line.length() > PACKET_BYTES) {
            send(socket, packet, address);
          }
          packet.append(line);
        }
        send(socket, packet, address);
      }
    }

    private void send(
        final DatagramSocket socket, final StringBuilder packet, final InetSocketAddress address)
        throws IOException {
      final byte[] bytes = packet.toString().getBytes(StandardCharsets.UTF_8);
      packet.setLength(0);
      socket.send(new DatagramPacket(bytes, bytes.length, address));
    }
  };

  private static final int TIMEOUT_MS = 5_000;
  private static final int PACKET_BYTES = 1_400;

  abstract String line(String name, double value, long nowMs);

  abstract void send(PerfSettings.Reporter to, List<String> lines) throws IOException;

  private static String number(final double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
