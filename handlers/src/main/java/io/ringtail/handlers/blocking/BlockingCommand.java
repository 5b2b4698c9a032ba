// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import io.ringtail.handlers.port.BlocklistStore;
import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets an account block addresses: nothing passes between them, and to them it seems offline.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class BlockingCommand implements Feature {
  private static final String NAMESPACE = "urn:xmpp:blocking";

  /** Bounds what one account can make the node keep in memory. */
  static final int MOST_BLOCKED = 10_000;

  @Override
  public String module() {
    return "mod_blocking";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0191", "1.3", "Blocking Command"));
  }

  @Override
  public void install(final FeatureSetup setup) {
    final BlocklistStore store = setup.stores().blocklists();
    final AccountKey<Blocklist> key =
        setup.accountState(account -> Blocklist.orNull(store.load(account)));
    final Handler handler =
        new Handler(store, key, setup.sessionFlag("blocklist"), setup.service(RosterAccess.class));
    setup.iq(Target.ACCOUNT, StanzaType.GET, "blocklist", NAMESPACE, handler::list);
    setup.iq(Target.ACCOUNT, StanzaType.SET, "block", NAMESPACE, handler::block);
    setup.iq(Target.ACCOUNT, StanzaType.SET, "unblock", NAMESPACE, handler::unblock);
    setup.filter(new BlockingFilter(key));
    setup.disco(Target.HOST, NAMESPACE);
    setup.disco(Target.ACCOUNT, NAMESPACE);
  }

  /**
   * Answers the three commands.
   *
   * <p>Owner: Router. Allocates: per request.
   */
  private record Handler(
      BlocklistStore store,
      AccountKey<Blocklist> key,
      SessionKey<Boolean> interested,
      Supplier<RosterAccess> rosters) {

    void list(final IqRequest iq, final Outbound out) {
      if (!isOwn(iq, out)) {
        return;
      }
      iq.sender().state(interested, true);
      out.result(iq, items("blocklist", blocked(iq.account())));
    }

    void block(final IqRequest iq, final Outbound out) {
      final List<Jid> jids = isOwn(iq, out) ? jids(iq, out) : null;
      if (jids == null) {
        return;
      }
      if (jids.isEmpty()) {
        out.error(iq, StanzaError.of(Condition.BAD_REQUEST, "nothing to block")); // §3.3
        return;
      }
      if (blocked(iq.account()).size() + jids.size() > MOST_BLOCKED) {
        out.error(iq, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "the block list is full"));
        return;
      }
      final long account = iq.account().number();
      out.call(
          iq,
          () -> {
            store.add(account, jids);
            return jids;
          },
          (stored, later) -> change(iq, jids, jids, () -> add(iq.account(), jids), later));
    }

    void unblock(final IqRequest iq, final Outbound out) {
      final List<Jid> jids = isOwn(iq, out) ? jids(iq, out) : null;
      if (jids == null) {
        return;
      }
      final long account = iq.account().number();
      final boolean all = jids.isEmpty();
      out.call(
          iq,
          () -> {
            if (all) {
              store.clear(account);
            } else {
              store.remove(account, jids);
            }
            return jids;
          },
          (stored, later) -> {
            final List<Jid> gone = all ? blocked(iq.account()) : jids;
            change(iq, jids, gone, () -> remove(iq.account(), gone), later);
          });
    }

    private List<Jid> blocked(final AccountView account) {
      final Blocklist list = account.state(key);
      return list == null ? List.of() : list.items();
    }

    private void add(final AccountView account, final List<Jid> jids) {
      final Blocklist list = account.state(key);
      if (list == null) {
        account.state(key, Blocklist.orNull(jids));
      } else {
        list.add(jids);
      }
    }

    private void remove(final AccountView account, final List<Jid> jids) {
      final Blocklist list = account.state(key);
      if (list != null) {
        list.remove(jids);
        account.state(key, list.isEmpty() ? null : list);
      }
    }

    /** In the order of XEP-0191 §3.3: result, pushes, presence. */
    private void change(
        final IqRequest iq,
        final List<Jid> named,
        final List<Jid> changed,
        final Runnable update,
        final Outbound out) {
      final BlockedPresence presence =
          new BlockedPresence(new BlockingFilter(key), rosters.get(), iq.account(), changed);
      final Set<Jid> before = presence.hidden();
      update.run();
      out.result(iq, null);
      push(iq, items(iq.payload().name(), named), out);
      presence.tell(before, presence.hidden(), out);
    }

    private void push(final IqRequest iq, final Element items, final Outbound out) {
      final AccountView account = iq.account();
      for (int i = 0; i < account.sessionCount(); i++) {
        final SessionView session = account.session(i);
        if (session.state(interested) != null) {
          out.send(
              session,
              new Element("iq", Ns.CLIENT)
                  .set("from", account.jid().toString())
                  .set("to", session.jid().toString())
                  .set("type", "set")
                  .set("id", "push-" + iq.sender().handle() + "-" + iq.id())
                  .add(items));
        }
      }
    }

    private static boolean isOwn(final IqRequest iq, final Outbound out) {
      if (iq.isOwnAccount()) {
        return true;
      }
      out.error(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      return false;
    }

    /** The addresses the request names; null when one is malformed: it has been answered then. */
    private static List<Jid> jids(final IqRequest iq, final Outbound out) {
      final List<Jid> jids = new ArrayList<>();
      for (final Element item : iq.payload().children()) {
        final String text = item.attribute("jid");
        final Jid jid = text == null || !item.is("item", NAMESPACE) ? null : Jid.parse(text);
        if (jid == null) {
          final boolean hasNoAddress = text == null;
          out.error(
              iq, StanzaError.of(hasNoAddress ? Condition.BAD_REQUEST : Condition.JID_MALFORMED));
          return null;
        }
        jids.add(jid);
      }
      return jids;
    }

    private static Element items(final String name, final List<Jid> jids) {
      final Element list = new Element(name, NAMESPACE);
      jids.forEach(jid -> list.child("item").set("jid", jid.toString()));
      return list;
    }
  }
}
