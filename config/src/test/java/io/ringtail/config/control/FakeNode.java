// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.AccountAdmin;
import io.ringtail.config.account.Outcome;
import io.ringtail.config.account.TestAccounts;
import io.ringtail.config.node.NodeReport;
import io.ringtail.config.node.NodeStatus;
import io.ringtail.config.node.RunningNode;
import io.ringtail.config.node.TraceRequest;
import io.ringtail.config.settings.TlsSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A node that only listens to the control plane. */
public final class FakeNode implements RunningNode {
  public final TestAccounts test = new TestAccounts("plain");
  public final List<ObjectNode> traceSteps = new ArrayList<>();
  public TraceRequest traced;
  public final ObjectNode live = JsonNodeFactory.instance.objectNode();
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        "running",
        1_000,
        3,
        List.of("localhost"),
        List.of("127.0.0.1:5222"),
        Map.of("ring.stalls", 7L),
        live);
  }

  @Override
  public ObjectNode live() {
    return live.deepCopy();
  }

  @Override
  public Outcome trace(final TraceRequest request, final Consumer<ObjectNode> teller) {
    traced = request;
    traceSteps.forEach(teller);
    return new Outcome(!traceSteps.isEmpty(), traceSteps.size() + " steps");
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public NodeReport report() {
    return new NodeReport(
        List.of("127.0.0.1:5222 STARTTLS"),
        "inline: 2 cores",
        "SQLite",
        "AB:CD",
        List.of("be careful"));
  }

  @Override
  public InetSocketAddress listener(final TlsSettings.Mode mode) {
    return null;
  }

  @Override
  public AccountAdmin accounts() {
    return test.accounts;
  }

  @Override
  public void awaitStopped() throws InterruptedException {
    stopped.await();
  }
}
