// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.relay.Relay;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the minimal Netty relay until it is killed.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
@Command(
    name = "relay",
    description = "Run the minimal Netty relay that figures are compared with.")
final class RelayCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "0", description = "Port on 127.0.0.1; 0 picks one.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    try (Relay relay = Relay.start(port)) {
      System.out.println("relay pid " + ProcessHandle.current().pid() + " port " + relay.port());
      relay.awaitClose();
    }
    return 0;
  }
}
