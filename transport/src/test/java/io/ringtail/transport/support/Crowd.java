// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.LoginSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients of one node, where {@code user} has the password {@code pencil}.
 *
 * <p>Owner: the test. Allocates: per client.
 */
public final class Crowd {
  public static final String HERE = "127.0.0.1";
  public static final String THERE = "127.0.0.2";

  /** So many a second that only the first has a turn within a test. */
  public static final double RARELY = 0.01;

  private final List<RawClient> clients = new ArrayList<>();
  private TestNode node;

  /** Starts the node, once. */
  public TestNode meet(final TestNode.Plan plan, final LoginSettings logins)
      throws InterruptedException {
    node = new TestNode(plan, new FixedCredentials("user", "pencil", new byte[16]), logins);
    return node;
  }

  /** All so far, in the order in which they came. */
  public List<RawClient> clients() {
    return clients;
  }

  /** One more, from this address. */
  public RawClient connect(final String from) {
    final RawClient client = new RawClient(node.address(), from);
    clients.add(client);
    return client;
  }

  /** The same, and it has read what the node offers. */
  public RawClient greet(final String from) {
    final RawClient client = connect(from).send(RawClient.HEADER);
    client.expect("</stream:features>");
    return client;
  }

  /** Everybody goes, and nothing went wrong. */
  public void close() throws InterruptedException {
    clients.forEach(RawClient::close);
    node.close();
    assertEquals(0, node.errors().total(), node.errors().snapshot());
  }
}
