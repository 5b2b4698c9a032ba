// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.Logins;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/**
 * Where the load goes and as whom: shared by the commands.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
final class TargetOptions {
  @Option(names = "--target", required = true, description = "HOST:PORT of a plain TCP listener.")
  private String target;

  @Option(names = "--domain", defaultValue = "localhost", description = "Domain of the accounts.")
  private String domain;

  @Option(
      names = "--user-prefix",
      defaultValue = "user",
      description = "Accounts are PREFIX0 … PREFIXn; each password is its user name.")
  private String userPrefix;

  @Option(names = "--relay", description = "The target is the minimal relay, not an XMPP server.")
  private boolean relay;

  @Option(names = "--pid", description = "Process of the server on this machine, to account for.")
  private long pid;

  InetSocketAddress address() {
    final int colon = target.lastIndexOf(':');
    return new InetSocketAddress(
        target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
  }

  Logins logins() {
    return logins(false);
  }

  /** The same with managed streams (XEP-0198). */
  Logins logins(final boolean managed) {
    return relay ? Logins.relay() : Logins.xmpp(domain, userPrefix, managed);
  }

  String domain() {
    return domain;
  }

  String user(final int number) {
    return userPrefix + number;
  }

  ProcessUsage usage() {
    return pid == 0 ? null : new ProcessUsage(pid);
  }
}
