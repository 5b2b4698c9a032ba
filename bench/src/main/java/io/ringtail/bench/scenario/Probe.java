// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Account;
import io.ringtail.bench.xmpp.LoginPlan;
import io.ringtail.bench.xmpp.Reply;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.SessionListener;
import io.ringtail.bench.xmpp.Stanza;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs one user in and asks a server what it offers.
 *
 * <p>Owner: main thread; told by a loop. Allocates: per probe.
 */
public final class Probe implements SessionListener {
  private static final Pattern FEATURE = Pattern.compile("<feature[^>]*var=['\"]([^'\"]+)['\"]");
  private static final Pattern ITEM = Pattern.compile("<item[^>]*jid=['\"]([^'\"]+)['\"]");
  private static final long TIMEOUT_S = 15;

  private final CompletableFuture<Session> ready = new CompletableFuture<>();

  private Probe() {}

  /** What the target offers; throws {@link TargetException} when nobody can log in. */
  public static Offer ask(final Lines lines, final Account account, final boolean create)
      throws InterruptedException {
    if (lines.target().isRelay()) {
      return new Offer(Set.of(), Map.of(), "minimal relay");
    }
    final Probe probe = new Probe();
    lines
        .loop()
        .submit(() -> lines.connect(account, new LoginPlan(create, true, false), null, probe));
    try {
      final Session session = probe.ready.get(TIMEOUT_S, TimeUnit.SECONDS);
      final Offer offer = offer(session, account);
      lines.loop().submit(() -> leave(session)).get(TIMEOUT_S, TimeUnit.SECONDS);
      return offer;
    } catch (final ExecutionException e) {
      throw TargetException.of(lines.target(), account, e.getCause().getMessage());
    } catch (final TimeoutException e) {
      throw TargetException.of(lines.target(), account, "no answer for " + TIMEOUT_S + " seconds");
    }
  }

  private static boolean leave(final Session session) {
    session.leave();
    return true;
  }

  private static Offer offer(final Session session, final Account account)
      throws InterruptedException, ExecutionException, TimeoutException {
    final String domain = account.domain();
    final Set<String> features = new LinkedHashSet<>();
    collect(features, info(session, domain));
    collect(features, info(session, account.bare()));
    if (session.offersResumption()) {
      features.add(Offer.RESUMPTION);
    }
    final Map<String, String> services = new HashMap<>();
    final Matcher items =
        ITEM.matcher(query(session, domain, "http://jabber.org/protocol/disco#items").xml());
    while (items.find()) {
      final Set<String> offered = new LinkedHashSet<>();
      collect(offered, info(session, items.group(1)));
      offered.forEach(feature -> services.putIfAbsent(feature, items.group(1)));
    }
    return new Offer(features, services, software(query(session, domain, "jabber:iq:version")));
  }

  private static Reply info(final Session session, final String to)
      throws InterruptedException, ExecutionException, TimeoutException {
    return query(session, to, "http://jabber.org/protocol/disco#info");
  }

  private static Reply query(final Session session, final String to, final String namespace)
      throws InterruptedException, ExecutionException, TimeoutException {
    return session
        .ask("<iq type='get' %s to='" + to + "'><query xmlns='" + namespace + "'/></iq>")
        .get(TIMEOUT_S, TimeUnit.SECONDS);
  }

  private static void collect(final Set<String> features, final Reply info) {
    final Matcher matcher = FEATURE.matcher(info.ok() ? info.xml() : "");
    while (matcher.find()) {
      features.add(matcher.group(1));
    }
  }

  private static String software(final Reply version) {
    final String name = between(version.xml(), "<name>", "</name>");
    return (name + ' ' + between(version.xml(), "<version>", "</version>")).trim();
  }

  private static String between(final String text, final String open, final String close) {
    final int from = text.indexOf(open);
    final int to = from < 0 ? -1 : text.indexOf(close, from);
    return to < 0 ? "" : text.substring(from + open.length(), to);
  }

  @Override
  public void onReady(final Session session, final long nowNs) {
    ready.complete(session);
  }

  @Override
  public void onStanza(final Session session, final Stanza stanza, final long nowNs) {
    // Presence and the like; the answers come through ask.
  }

  @Override
  public void onClosed(final Session session, final String reason) {
    ready.completeExceptionally(new IllegalStateException(reason));
  }
}
