// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.hints.Hints;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.port.OfflineStore;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps messages for accounts nobody of which is there, until the first session takes them. Here
 * stands which messages; handing them over is the Router's work, as it must come before everything
 * that arrives meanwhile.
 *
 * <p>Owner: Router. Allocates: at start, and per account loaded.
 */
public final class OfflineMessages implements Feature {
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";

  public static final Option<Boolean> STORE_GROUPCHAT =
      new Option<>(
          "store_groupchat_messages",
          new Option.Flag(),
          false,
          "",
          "keep messages of group chats too that are addressed to the account");

  /**
   * What the Router needs to hand messages over.
   *
   * @param waiting an account's messages
   * @param store where they are
   * @param byNode what a session has that reads them one by one
   *     <p>Owner: anyone, immutable. Allocates: at start.
   */
  public record Policy(
      AccountKey<Waiting> waiting, OfflineStore store, SessionKey<Boolean> byNode) {}

  /**
   * How many messages wait for an account, those on their way into the store included.
   *
   * <p>Owner: Router. Allocates: when one is taken that somebody may just have read.
   */
  public static final class Waiting {
    private final Set<Long> gone = new HashSet<>();
    private int readers;
    private int count;

    Waiting(final int count) {
      this.count = count;
    }

    public int count() {
      return count;
    }

    public void add(final int more) {
      count = Math.max(0, count + more);
    }

    /** Somebody is about to read the store: what is taken from here on may be in what it gives. */
    public void beginRead() {
      readers++;
    }

    /** What was read is dealt with. Who reads later waits until the store knows of all takings. */
    public void endRead() {
      readers--;
      if (readers == 0) {
        gone.clear();
      }
    }

    /**
     * One is taken for good.
     *
     * @return false when it was before
     */
    public boolean take(final long id) {
      if (readers > 0 && !gone.add(id)) {
        return false;
      }
      add(-1);
      return true;
    }

    /** Whether it was taken since it may have been read. */
    public boolean isGone(final long id) {
      return !gone.isEmpty() && gone.contains(id);
    }
  }

  @Override
  public String module() {
    return "mod_offline";
  }

  @Override
  public List<Spec> specs() {
    return List.of(
        new Spec("XEP-0160", "1.0.1", "Best Practices for Handling Offline Messages"),
        new Spec("XEP-0203", "2.0", "Delayed Delivery"),
        new Spec("XEP-0013", "1.3", "Flexible Offline Message Retrieval"),
        new Spec("XEP-0023", "1.3", "Message Expiration"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(STORE_GROUPCHAT);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final OfflineStore store = setup.stores().offline();
    final AccountKey<Waiting> waiting =
        setup.accountState(account -> new Waiting(store.count(account)));
    setup.durability(new Rule(setup.options().get(STORE_GROUPCHAT)));
    final SessionKey<Boolean> byNode = setup.sessionFlag("offline-by-node");
    final Policy policy = new Policy(waiting, store, byNode);
    setup.provide(Policy.class, policy);
    new FlexibleRetrieval(policy).install(setup);
    setup.disco(Target.HOST, "msgoffline");
  }

  /**
   * XEP-0160 §3: messages of people, when no session can take them.
   *
   * <p>Owner: Router. Allocates: never.
   */
  private record Rule(boolean groupchat) implements DurabilityRule {
    @Override
    public int sent(final Packet packet, final AccountView sender) {
      return Views.NONE;
    }

    @Override
    public int received(
        final Packet packet, final AccountView recipient, final RoutedHook.Chosen chosen) {
      final StanzaView message = packet.stanza();
      return chosen.count() == 0
              && isOfPeople(message.type())
              && !Hints.noStore(message)
              && saysSomething(message)
          ? Views.OFFLINE
          : Views.NONE;
    }

    private boolean isOfPeople(final StanzaType type) {
      return type == StanzaType.CHAT
          || type == StanzaType.NORMAL
          || groupchat && type == StanzaType.GROUPCHAT;
    }

    /** XEP-0085 §5.5: that somebody is typing is nothing to be kept. */
    private static boolean saysSomething(final StanzaView message) {
      for (int child = 0; child < message.childCount(); child++) {
        final boolean chatState = message.childNamespace(child).equals(CHAT_STATES);
        if (!chatState && !message.childName(child).equals("thread")) {
          return true;
        }
      }
      return false;
    }
  }
}
