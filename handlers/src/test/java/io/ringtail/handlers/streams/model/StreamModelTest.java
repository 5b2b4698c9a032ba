// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestContacts;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Devices of a few accounts do at random whatever devices do, and the node is killed now and then.
 * Whatever the order of things: no device sees a message twice, none is lost, and those of one
 * sender come in its order unless they are marked as late. All accounts are each other's contacts:
 * in the end everybody sees who is there and how, and nobody is told twice that somebody has gone.
 *
 * <p>A failure names its seed; {@code -Dringtail.seed=…} plays that run again.
 */
class StreamModelTest {
  private static final int RUNS = 40;
  private static final int STEPS = 600;
  private static final String[] NAMES = {"romeo", "juliet", "paris"};
  private static final String[] RESOURCES = {"phone", "desk"};

  private final Set<String> uncertain = new HashSet<>();
  private final Set<String> delivered = new HashSet<>();
  private final Set<String> bounced = new HashSet<>();
  private final Map<String, Integer> lastOf = new HashMap<>();
  private final Map<String, String> accepted = new HashMap<>();
  private final List<Device> devices = new ArrayList<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private Random random;
  private TestNode node;
  private int messages;

  @Test
  void shouldDeliverOncePerDeviceWhateverHappens() {
    final Long only = Long.getLong("ringtail.seed");
    final long base = only == null ? System.nanoTime() : only;
    for (int run = 0; run < (only == null ? RUNS : 1); run++) {
      final long seed = base + run;
      try {
        new StreamModelTest().run(seed);
      } catch (final AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
  }

  private void run(final long seed) {
    random = new Random(seed);
    final Map<String, Options> modules = new HashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_offline", Options.defaults());
    node = new TestNode(MemoryStores.create(), modules, "a.lit");
    befriendAll();
    for (final String name : NAMES) {
      visitors.add(new Visitor(name + "@a.lit/web"));
      for (final String resource : RESOURCES) {
        devices.add(new Device(name + "@a.lit/" + resource, uncertain, this::onMessage));
      }
    }
    devices.forEach(device -> device.connect(node));
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    bringAllHome();
    check();
    checkPresence();
  }

  private void befriendAll() {
    for (int i = 0; i < NAMES.length; i++) {
      for (int j = 0; j < i; j++) {
        TestContacts.befriend(node, Jid.parse(NAMES[i] + "@a.lit"), Jid.parse(NAMES[j] + "@a.lit"));
      }
    }
  }

  private void step() {
    if (random.nextInt(20) == 0) {
      node.runWork();
    }
    if (random.nextInt(10) == 0) {
      visit(visitors.get(random.nextInt(visitors.size())));
    } else {
      step(devices.get(random.nextInt(devices.size())));
    }
  }

  private void visit(final Visitor visitor) {
    visitor.read();
    final int what = random.nextInt(10);
    if (!visitor.isConnected()) {
      visitor.come(node, random.nextBoolean());
    } else if (what < 5) {
      visitor.show(node);
    } else if (what < 7) {
      visitor.hide(node);
    } else if (what < 9) {
      visitor.lose(node);
    } else {
      visitor.leave(node);
    }
  }

  private void step(final Device device) {
    final int what = random.nextInt(100);
    if (what == 99) {
      kill();
    } else if (what == 98) {
      time(700_000);
    } else if (what >= 95) {
      time(1_000);
    } else if (!device.isConnected()) {
      if (what < 30) {
        device.connect(node);
      }
    } else if (what < 5) {
      device.show(node);
    } else if (what < 9) {
      device.look(node, random.nextBoolean());
    } else if (what < 40) {
      send(device, false);
    } else if (what < 70) {
      device.read(random.nextInt(10));
      if (device.owesAnswer() && random.nextBoolean()) {
        device.acknowledge(node);
      }
    } else if (what < 80) {
      device.acknowledge(node);
    } else if (what < 85) {
      device.request(node);
    } else if (what < 93) {
      cut(device);
    } else {
      device.read(Integer.MAX_VALUE);
      if (!device.hasOutstanding()) {
        device.leave(node);
      }
    }
  }

  private void send(final Device from, final boolean lost) {
    final Device to = devices.get(random.nextInt(devices.size()));
    if (to.jid.sameBare(from.jid)) {
      return;
    }
    final String id = "m" + ++messages;
    final String address = random.nextInt(3) == 0 ? to.jid.toString() : to.jid.bare().toString();
    accepted.put(id, to.jid.bare().toString());
    from.send(
        node,
        "<message to='"
            + address
            + "' type='chat' id='"
            + id
            + "'><body>"
            + id
            + "</body></message>",
        lost);
  }

  /** Sometimes something is still on its way when the connection breaks. */
  private void cut(final Device device) {
    while (random.nextInt(3) == 0) {
      send(device, true);
    }
    node.disconnect(device.session());
    device.cut();
  }

  private void time(final long ms) {
    for (long left = ms; left > 0; left -= 50_000) {
      node.advance(Math.min(left, 50_000));
    }
    noteClosed();
  }

  /** The node took some for lost. */
  private void noteClosed() {
    for (final Device device : devices) {
      if (device.session() != null && !device.isConnected()) {
        device.cut();
      }
    }
  }

  private void kill() {
    visitors.forEach(Visitor::read);
    node = node.killed();
    devices.forEach(Device::cut);
    visitors.forEach(Visitor::cut);
    if (random.nextBoolean()) {
      node.holdWork(); // accounts take their time to be loaded
    }
  }

  private void onMessage(final Device device, final String message) {
    final String id = Device.id(message);
    if (message.contains(" type='error'")) {
      bounced.add(id);
      return;
    }
    delivered.add(id);
    if (!message.contains("urn:xmpp:delay")) {
      final String from = message.replaceAll(".* from='([^']+)'.*", "$1");
      final int number = Integer.parseInt(id.substring(1));
      final Integer last = lastOf.put(from + '>' + device.jid, number);
      if (last != null && last > number) {
        throw new AssertionError(id + " came behind m" + last + " at " + device.jid);
      }
    }
  }

  /** It takes a minute: accounts that nobody needs are loaded half a minute after a start. */
  private void bringAllHome() {
    node.runWork();
    for (int round = 0; round < 12; round++) {
      noteClosed();
      for (final Device device : devices) {
        if (!device.isConnected()) {
          device.connect(node);
        }
        device.look(node, true);
        device.read(Integer.MAX_VALUE);
        device.acknowledge(node);
        device.request(node);
        device.read(Integer.MAX_VALUE);
      }
      node.advance(5_000);
    }
  }

  private void check() {
    final Set<String> lost = new TreeSet<>(accepted.keySet());
    lost.removeAll(delivered);
    lost.removeAll(bounced);
    lost.removeAll(uncertain);
    assertEquals(Set.of(), lost, "lost");
  }

  private void checkPresence() {
    final Map<String, String> truth = new TreeMap<>();
    devices.forEach(device -> truth.put(device.jid.toString(), device.status()));
    visitors.forEach(visitor -> truth.put(visitor.jid, visitor.status()));
    for (final Device device : devices) {
      checkPresence(device.jid.toString(), device.view, truth);
    }
    for (final Visitor visitor : visitors) {
      visitor.read();
      if (visitor.status() != null) {
        checkPresence(visitor.jid, visitor.view, truth);
      }
    }
  }

  private static void checkPresence(
      final String owner, final PresenceView view, final Map<String, String> truth) {
    final Map<String, String> seen = new TreeMap<>();
    truth.keySet().forEach(jid -> seen.put(jid, view.statusOf(jid)));
    assertEquals(truth, seen, "seen by " + owner);
  }
}
