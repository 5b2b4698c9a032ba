// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Greets an account registered in-band when it is first online. Who never comes before the node
 * stops is not greeted.
 *
 * <p>Owner: Router, told of new accounts by virtual threads through an immutable set behind an
 * atomic reference. Allocates: per registration and per greeting.
 */
final class Welcome implements SessionListener {
  static final Option<String> SUBJECT =
      new Option<>(
          "welcome_message.subject",
          new Option.Text(),
          "",
          "",
          "subject of the message new accounts get; nothing is sent while subject and body are"
              + " empty");
  static final Option<String> BODY =
      new Option<>(
          "welcome_message.body",
          new Option.Text(),
          "",
          "",
          "body of the message new accounts get");

  /** Beyond this many accounts that registered and stayed away, newer ones are not greeted. */
  private static final int MOST_WAITING = 10_000;

  private final String subject;
  private final String body;
  private final AtomicReference<Set<Jid>> waiting = new AtomicReference<>(Set.of());

  Welcome(final String subject, final String body) {
    this.subject = subject;
    this.body = body;
  }

  void created(final Jid account) {
    if (!subject.isEmpty() || !body.isEmpty()) {
      waiting.updateAndGet(
          before -> before.size() >= MOST_WAITING ? before : changed(before, account, true));
    }
  }

  @Override
  public void onAvailable(final SessionView session, final Outbound out) {
    final Jid account = session.account().jid();
    if (!waiting.get().contains(account)) {
      return;
    }
    waiting.updateAndGet(before -> changed(before, account, false));
    out.send(session, message(session));
  }

  private static Set<Jid> changed(final Set<Jid> before, final Jid account, final boolean present) {
    final Set<Jid> after = new HashSet<>(before);
    if (present) {
      after.add(account);
    } else {
      after.remove(account);
    }
    return after;
  }

  private Element message(final SessionView session) {
    final Element message =
        new Element("message", Ns.CLIENT)
            .set("from", session.jid().domain())
            .set("to", session.jid().toString());
    if (!subject.isEmpty()) {
      message.child("subject").text(subject);
    }
    if (!body.isEmpty()) {
      message.child("body").text(body);
    }
    return message;
  }
}
