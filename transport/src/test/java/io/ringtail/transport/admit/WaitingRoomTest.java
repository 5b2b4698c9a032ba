// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final int PLACES = 64;

  private final WaitingRoom room = new WaitingRoom(PLACES);
  private final Map<Ticket, String> inside = new HashMap<>();

  @Test
  void shouldServeOneAddressInTheOrderItCame() {
    final Ticket first = enter("a", 1);
    final Ticket second = enter("a", 1);
    assertSame(first, room.next());
    assertSame(second, room.next());
    assertNull(room.next());
  }

  @Test
  void shouldNotLetAnAddressWithManyLoginsStarveOneWithOne() {
    for (int i = 0; i < PLACES - 1; i++) {
      enter("a", 1);
    }
    final Ticket lonely = enter("a", 2);
    room.next();
    assertSame(lonely, room.next());
  }

  @Test
  void shouldNotLetADomainWithManyAddressesStarveAnother() {
    for (int address = 0; address < PLACES - 1; address++) {
      enter("a", address);
    }
    final Ticket lonely = enter("b", 0);
    room.next();
    assertSame(lonely, room.next());
  }

  @Test
  void shouldTurnAwayTheNewestOfTheLargestCrowd() {
    Ticket newest = null;
    for (int i = 0; i < PLACES; i++) {
      newest = enter("a", 1);
    }
    final Ticket stranger = enter("a", 2);
    assertTrue(room.isOverfull());
    assertSame(newest, room.mostCrowded(stranger));
  }

  @Test
  void shouldNotDriveOutOneWhoWaitsForTheSakeOfOneLikeHim() {
    for (int address = 0; address < PLACES; address++) {
      enter("a", address);
    }
    final Ticket newcomer = enter("a", PLACES);
    assertSame(newcomer, room.mostCrowded(newcomer));
  }

  @Test
  void shouldLetEachGoOnlyOnce() {
    final Ticket ticket = enter("a", 1);
    assertTrue(room.leave(ticket));
    assertFalse(room.leave(ticket));
    assertTrue(room.isEmpty());
    assertNull(room.next());
  }

  @Test
  void shouldNeverLoseExceedOrStarveWhateverComesAndGoes() {
    final Random random = new Random(7);
    final Map<Ticket, Integer> passedOver = new HashMap<>();
    for (int step = 0; step < 50_000; step++) {
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> arrive(random);
        case 3 -> serve(passedOver);
        default -> leaveAtRandom(random, passedOver);
      }
      assertEquals(inside.size(), room.waiting());
      assertTrue(room.waiting() <= PLACES);
    }
    while (!room.isEmpty()) {
      serve(passedOver);
    }
    assertTrue(inside.isEmpty());
  }

  private void arrive(final Random random) {
    // a few crowds and many who are alone
    final boolean crowd = random.nextBoolean();
    final Ticket newcomer =
        enter("d" + random.nextInt(3), crowd ? random.nextInt(2) : random.nextInt(1_000));
    if (room.isOverfull()) {
      final Ticket goes = room.mostCrowded(newcomer);
      assertLargestCrowd(goes);
      assertTrue(room.leave(goes));
      inside.remove(goes);
    }
  }

  private void assertLargestCrowd(final Ticket goes) {
    final String domain = domainOf(goes);
    final Map<String, Long> domains = count(inside.keySet().stream().map(this::domainOf).toList());
    assertEquals(largest(domains), domains.get(domain));
    final Map<String, Long> sources =
        count(inside.values().stream().filter(it -> it.startsWith(domain + '/')).toList());
    assertEquals(largest(sources), sources.get(inside.get(goes)));
  }

  /**
   * Each turn of a domain serves the next of its addresses: so many turns at most pass one over.
   */
  private void serve(final Map<Ticket, Integer> passedOver) {
    final Ticket served = room.next();
    if (served == null) {
      return;
    }
    final String line = inside.remove(served);
    passedOver.remove(served);
    for (final Ticket ticket : inside.keySet()) {
      if (inside.get(ticket).equals(line)) {
        passedOver.remove(ticket); // its line had its turn
      } else {
        assertTrue(passedOver.merge(ticket, 1, Integer::sum) <= PLACES * 3);
      }
    }
  }

  private void leaveAtRandom(final Random random, final Map<Ticket, Integer> passedOver) {
    final List<Ticket> all = new ArrayList<>(inside.keySet());
    if (!all.isEmpty()) {
      all.sort(Comparator.comparingLong(ticket -> ticket.enteredNs));
      final Ticket leaves = all.get(random.nextInt(all.size()));
      assertTrue(room.leave(leaves));
      inside.remove(leaves);
      passedOver.remove(leaves);
    }
  }

  private static Map<String, Long> count(final List<String> names) {
    return names.stream().collect(Collectors.groupingBy(it -> it, Collectors.counting()));
  }

  private static Long largest(final Map<String, Long> sizes) {
    return sizes.values().stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private String domainOf(final Ticket ticket) {
    final String line = inside.get(ticket);
    return line.substring(0, line.indexOf('/'));
  }

  private long entered;

  private Ticket enter(final String domain, final int address) {
    final Ticket ticket = new Ticket(null, entered++);
    room.enter(domain, address, ticket);
    inside.put(ticket, domain + '/' + address);
    return ticket;
  }
}
