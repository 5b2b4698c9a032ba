// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.netty.handler.ssl.SslContext;
import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.xmpp.Account;
import io.ringtail.bench.xmpp.LoginPlan;
import io.ringtail.bench.xmpp.ResumeTicket;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.SessionListener;
import io.ringtail.bench.xmpp.Target;

/**
 * How connections to one target are made from one loop.
 *
 * @param tls null where nothing is encrypted
 * @param sources loopback addresses to connect from, in turn; 1 for the usual one
 *     <p>Owner: the loop. Allocates: per connection.
 */
public record Lines(Target target, LoadLoop loop, SslContext tls, int sources) {
  /** Connects; the listener hears of the rest. On the loop's thread. */
  Session connect(
      final Account account,
      final LoginPlan plan,
      final ResumeTicket ticket,
      final SessionListener listener) {
    final Session session = new Session(target, account, loop, listener, tls).plan(plan, ticket);
    loop.connect(session, sources);
    return session;
  }
}
