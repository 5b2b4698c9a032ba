// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.node.NodeControl;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the command line of the same machine and user, on a Unix domain socket in the data
 * folder. Each connection has a virtual thread of its own.
 *
 * <p>Owner: the thread that starts and stops the node. Allocates: per connection.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MAX_CONNECTIONS = 16;

  private final Path path;
  private final ServerSocketChannel server;
  private final ControlDialogue dialogue;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private ControlServer(
      final Path path, final ServerSocketChannel server, final ControlDialogue dialogue) {
    this.path = path;
    this.server = server;
    this.dialogue = dialogue;
  }

  /**
   * Binds the socket and begins to answer. The caller holds the data folder's lock, so that a
   * socket found there is a dead node's.
   *
   * @throws IOException when the socket cannot be bound; its message says what to do
   */
  public static ControlServer start(
      final Path dataFolder, final NodeControl node, final AccountAdmin accounts)
      throws IOException {
    final Path path = ControlPath.in(dataFolder);
    if (!ControlPath.fits(path)) {
      throw new IOException(
          "the path of the control socket is too long: " + path + "; choose a shorter --data");
    }
    Files.deleteIfExists(path);
    final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    final ControlServer control =
        new ControlServer(path, server, new ControlDialogue(node, accounts));
    Thread.ofVirtual().name("control").start(control::accept);
    return control;
  }

  private void accept() {
    try {
      while (true) {
        final SocketChannel channel = server.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          channel.close();
        } else {
          connections.add(channel);
          Thread.ofVirtual().name("control-connection").start(() -> serve(channel));
        }
      }
    } catch (final ClosedChannelException stopped) {
      LOG.debug("Control socket closed");
    } catch (final IOException broken) {
      LOG.error("The control socket failed; status and stop do not work any more", broken);
    }
  }

  private void serve(final SocketChannel channel) {
    try (LineChannel lines = new LineChannel(channel)) {
      dialogue.run(lines);
    } catch (final IOException gone) {
      LOG.debug("Control connection ended: {}", gone.getMessage());
    } catch (final RuntimeException fault) {
      // The end of the connection's thread: nobody else would tell the operator.
      LOG.error("A control request failed; this is a fault of Ringtail, please report it", fault);
    } finally {
      connections.remove(channel);
    }
  }

  /** Ends the conversations too: whoever waits for the end of the node sees it. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
      for (final SocketChannel channel : connections) {
        channel.close();
      }
    } catch (final IOException broken) {
      LOG.warn("The control socket {} could not be removed: {}", path, broken.getMessage());
    }
  }
}
