// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import io.ringtail.config.account.Outcome;
import io.ringtail.config.node.RunningNode;
import io.ringtail.config.settings.TlsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Pairs of clients who log in, chat, lose their connections and come back, over and over for a
 * while.
 *
 * <p>Owner: the thread that rehearses. Allocates: per round.
 */
public final class Rehearsal {
  private static final int PAIRS = 8;
  private static final int MESSAGES = 20;

  private final Doors doors;
  private final List<Device> devices = new ArrayList<>();
  private int streams;
  private final String password = UUID.randomUUID().toString();

  /** The node has a listener without TLS and one with direct TLS, and none of these accounts. */
  public Rehearsal(final RunningNode node, final String domain) throws IOException {
    this.doors =
        new Doors(
            node.listener(TlsSettings.Mode.NONE),
            node.listener(TlsSettings.Mode.DIRECT),
            node.report().fingerprint());
    for (int i = 0; i < 2 * PAIRS; i++) {
      final Account account = new Account("rehearsal" + i, domain, password);
      final Outcome made = node.accounts().register(account.user(), domain, password);
      if (!made.ok()) {
        throw new IOException(made.text());
      }
      devices.add(new Device(account));
    }
  }

  /**
   * What was done.
   *
   * @param streams how many were begun; all else was resumed
   */
  public record Done(int rounds, int streams) {}

  /** At least one round. */
  public Done run(final Duration atLeast) throws IOException {
    final long untilNs = System.nanoTime() + atLeast.toNanos();
    int rounds = 0;
    do {
      for (int i = 0; i < devices.size(); i += 2) {
        round(devices.get(i), devices.get(i + 1), i % 4 == 0);
      }
      final Account guest = devices.get(rounds % devices.size()).account();
      new Visit(guest).pay(doors, rounds % 2 == 0, guest);
      rounds++;
    } while (System.nanoTime() < untilNs);
    return new Done(rounds, streams);
  }

  private void round(final Device one, final Device other, final boolean encrypted)
      throws IOException {
    online(one, encrypted);
    online(other, encrypted);
    one.write(other.account(), MESSAGES);
    other.read(MESSAGES);
    other.lose();
    one.write(other.account(), MESSAGES);
    online(other, encrypted);
    other.read(MESSAGES);
    one.lose();
    other.lose();
  }

  private void online(final Device device, final boolean encrypted) throws IOException {
    if (device.enter(doors, encrypted)) {
      device.settle();
      streams++;
    }
  }
}
