// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Reply;
import io.ringtail.bench.xmpp.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What must be there before the load begins: rooms, rosters, messages in archives. Each session's
 * part runs on a virtual thread that asks and waits.
 *
 * <p>Owner: main thread. Allocates: per session.
 */
public final class Preparation {
  private static final int AT_A_TIME = 32;
  private static final long TIMEOUT_S = 30;
  private static final int ATTEMPTS = 8;
  private static final int LOOKS = 30;
  private static final long PAUSE_NS = 1_000_000_000L;

  private final Scenario scenario;
  private final Offer offer;
  private final List<Session> sessions;

  public Preparation(final Scenario scenario, final Offer offer, final List<Session> sessions) {
    this.scenario = scenario;
    this.offer = offer;
    this.sessions = sessions;
  }

  public void run() throws InterruptedException {
    switch (scenario.kind()) {
      case MAM_LOOKUP, INBOX_LOOKUP, MIXED -> each(this::prefill);
      case MUCLIGHT -> each(this::createLightRoom);
      case MUC -> {
        each(this::openRoom);
        each(this::joinRoom);
      }
      case PRESENCE_STORM -> befriend();
      default -> {
        // Nothing is needed but the sessions.
      }
    }
  }

  private void each(final Consumer<Session> task) throws InterruptedException {
    final Semaphore places = new Semaphore(AT_A_TIME);
    final List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (final Session session : sessions) {
        places.acquire();
        running.add(
            threads.submit(
                () -> {
                  try {
                    task.accept(session);
                  } finally {
                    places.release();
                  }
                }));
      }
    }
    for (final Future<?> one : running) {
      check(one);
    }
  }

  private static void check(final Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (final ExecutionException e) {
      throw new TargetException("preparing failed: " + e.getCause().getMessage());
    }
  }

  private static Reply ask(final Session session, final String iq) {
    return ask(session, iq, List.of());
  }

  private static Reply ask(final Session session, final String iq, final List<String> before) {
    try {
      return session.ask(iq, before).get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (final TimeoutException e) {
      throw new TargetException(
          session.account().bare() + " got no answer for " + TIMEOUT_S + " seconds to " + iq);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException("interrupted");
    } catch (final ExecutionException e) {
      throw new TargetException(e.getMessage());
    }
  }

  private static void must(final Session session, final String iq, final String unless) {
    final Reply reply = ask(session, iq);
    if (!reply.ok() && !reply.condition().equals(unless)) {
      throw new TargetException(
          session.account().bare() + ": " + reply.condition() + " in answer to " + iq);
    }
  }

  /** Says this and waits for a ping's answer: then it was handled (RFC 6120 §10.1). */
  private static void say(final Session session, final List<String> stanzas) {
    final String domain = session.account().domain();
    ask(
        session,
        "<iq type='get' %s to='" + domain + "'><ping xmlns='urn:xmpp:ping'/></iq>",
        stanzas);
  }

  private Session member(final int number) {
    return number < sessions.size() ? sessions.get(number) : null;
  }

  private void prefill(final Session session) {
    final Session partner = member(session.account().number() ^ 1);
    if (partner == null) {
      return;
    }
    if (offer.has(Offer.ARCHIVE)) {
      // Some servers archive nothing before they are told to; those without preferences do anyway.
      ask(
          session,
          "<iq type='set' %s><prefs xmlns='urn:xmpp:mam:2' default='always'><always/><never/>"
              + "</prefs></iq>");
    }
    final String to = partner.account().bare();
    final List<String> messages = new ArrayList<>();
    for (int i = 0; i < scenario.whole(Key.PREFILL); i++) {
      messages.add(
          "<message id='fill"
              + i
              + "' type='chat' to='"
              + to
              + "'><body>prefill "
              + i
              + "</body></message>");
    }
    say(session, messages);
  }

  private int group(final Session session) {
    return session.account().number() / scenario.whole(Key.ROOM_SIZE);
  }

  private boolean isFirst(final Session session) {
    return session.account().number() % scenario.whole(Key.ROOM_SIZE) == 0;
  }

  private void createLightRoom(final Session session) {
    if (!isFirst(session)) {
      return;
    }
    final StringBuilder users = new StringBuilder();
    final int first = session.account().number();
    for (int i = first + 1; i < first + scenario.whole(Key.ROOM_SIZE); i++) {
      if (member(i) != null) {
        users.append("<user affiliation='member'>").append(member(i).account().bare());
        users.append("</user>");
      }
    }
    must(
        session,
        "<iq type='set' %s to='"
            + RoomGroups.room(group(session), offer.service(Offer.MUC_LIGHT).orElseThrow())
            + "'><query xmlns='urn:xmpp:muclight:0#create'><configuration><roomname>lab</roomname>"
            + "</configuration><occupants>"
            + users
            + "</occupants></query></iq>",
        "conflict");
  }

  private String classicRoom(final Session session) {
    return RoomGroups.room(group(session), offer.service(Offer.MUC).orElseThrow());
  }

  private void openRoom(final Session session) {
    if (isFirst(session)) {
      join(session);
      // XEP-0045 §10.1.2: an instant room. An error says that it was there before.
      ask(
          session,
          "<iq type='set' %s to='"
              + classicRoom(session)
              + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
              + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
    }
  }

  private void joinRoom(final Session session) {
    if (!isFirst(session)) {
      join(session);
    }
  }

  private void join(final Session session) {
    final String occupant = classicRoom(session) + '/' + session.account().user();
    say(
        session,
        List.of(
            "<presence to='"
                + occupant
                + "'><x xmlns='"
                + Offer.MUC
                + "'><history maxstanzas='0'/></x></presence>"));
  }

  /**
   * Servers change rosters in their own time, a busy one long after it has answered the ping: what
   * is not mutual yet is looked at every second and asked for again ever more rarely.
   */
  private void befriend() throws InterruptedException {
    boolean befriended = allAreBefriended();
    for (int attempt = 0; attempt < ATTEMPTS && !befriended; attempt++) {
      each(session -> toContacts(session, "subscribe"));
      each(session -> toContacts(session, "subscribed"));
      final int looks = Math.min(2 << attempt, LOOKS);
      for (int look = 0; look < looks && !befriended; look++) {
        LockSupport.parkNanos(PAUSE_NS);
        befriended = allAreBefriended();
      }
    }
    if (!befriended) {
      throw new TargetException(
          "preparing failed: the contacts do not become mutual (RFC 6121 §3)");
    }
    // Presence anew, so that everybody has been seen by everybody before it begins.
    each(session -> say(session, List.of("<presence/>")));
  }

  private boolean allAreBefriended() throws InterruptedException {
    final AtomicInteger missing = new AtomicInteger();
    each(session -> missing.addAndGet(isBefriended(session) ? 0 : 1));
    return missing.get() == 0;
  }

  private boolean isBefriended(final Session session) {
    final int number = session.account().number();
    final int size = scenario.whole(Key.CONTACTS) + 1;
    final int first = number / size * size;
    final int expected = Math.min(size, sessions.size() - first) - 1;
    final Reply roster = ask(session, "<iq type='get' %s><query xmlns='jabber:iq:roster'/></iq>");
    return roster.xml().split("subscription=['\"]both['\"]", -1).length - 1 >= expected;
  }

  private void toContacts(final Session session, final String type) {
    final int size = scenario.whole(Key.CONTACTS) + 1;
    final int number = session.account().number();
    final int first = number / size * size;
    final List<String> presences = new ArrayList<>();
    for (int i = first; i < first + size; i++) {
      if (i != number && member(i) != null) {
        presences.add("<presence type='" + type + "' to='" + member(i).account().bare() + "'/>");
      }
    }
    say(session, presences);
  }
}
