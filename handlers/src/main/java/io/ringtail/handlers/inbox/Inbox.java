// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqHandler;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionListener;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The list of a user's conversations with their unread counts: MongooseIM's protocol and XEP-0430
 * over one state, which the INBOX stage keeps ({@link InboxKeeper}).
 *
 * <p>What is better than MongooseIM's on purpose: a duplicate counts once; a marker for any unread
 * message leaves those behind it unread; a message to oneself is read; all available sessions hear
 * of changed properties, whatever their priority.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class Inbox implements Feature {
  static final String NAMESPACE = "erlang-solutions.com:xmpp:inbox:0";
  static final String CONVERSATION = "erlang-solutions.com:xmpp:inbox:0#conversation";

  /** More than these in one answer would hold up everybody else; the rest is on further pages. */
  static final int MAX_PAGE = 500;

  private static final int ORDER = 70; // MongooseIM's order of the same hook

  private final InboxOptions options = new InboxOptions();

  @Override
  public String module() {
    return "mod_inbox";
  }

  @Override
  public List<Spec> specs() {
    return List.of(
        new Spec("XEP-0430", "0.2.0", "Inbox"),
        new Spec("XEP-0333", "1.0.0", "Displayed Markers (in the inbox)"));
  }

  @Override
  public List<Option<?>> options() {
    return options.all();
  }

  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public void install(final FeatureSetup setup) {
    final InboxStore store = setup.stores().inboxes();
    final List<String> boxes = new ArrayList<>(Boxes.BUILT_IN);
    boxes.addAll(setup.options().get(options.boxes));
    final int maxPage = (int) Math.min(MAX_PAGE, setup.options().get(options.maxResultLimit));
    final Listing listing = new Listing(store);
    final Conversations conversations = new Conversations(boxes, listing);
    own(
        setup,
        StanzaType.GET,
        "query",
        NAMESPACE,
        (iq, out) -> out.result(iq, Forms.ofInbox(boxes)));
    own(
        setup,
        StanzaType.SET,
        "inbox",
        NAMESPACE,
        (iq, out) ->
            list(
                iq,
                QueryForm.read(iq.payload(), boxes, maxPage),
                listing,
                new InboxDialect(),
                out));
    own(setup, StanzaType.SET, "empty-bin", NAMESPACE, conversations::emptyBin);
    own(setup, StanzaType.GET, "query", CONVERSATION, conversations::get);
    own(setup, StanzaType.SET, "query", CONVERSATION, conversations::set);
    own(setup, StanzaType.SET, "reset", CONVERSATION, conversations::reset);
    own(
        setup,
        StanzaType.GET,
        "inbox",
        StandardDialect.NAMESPACE,
        (iq, out) -> list(iq, standard(iq, maxPage), listing, new StandardDialect(), out));
    setup.disco(Target.HOST, NAMESPACE);
    for (final Target target : List.of(Target.HOST, Target.ACCOUNT)) {
      setup.disco(target, StandardDialect.NAMESPACE);
    }
    setup.provide(RoomInboxes.class, rooms(setup.options()));
    setup.durability(new InboxRule());
    setup.onMessageSent(ORDER, new Markers(setup.options().get(options.resetMarkers)));
    setup.filter(new StaleResults());
    setup.onSession(new Leaving());
    setup.onTick(cleaner(setup));
  }

  private BinCleaner cleaner(final FeatureSetup setup) {
    return new BinCleaner(
        setup.stores().inboxes(),
        setup.hostType(),
        Duration.ofDays(setup.options().get(options.binTtl)),
        Duration.ofHours(setup.options().get(options.binCleanAfter)));
  }

  private RoomInboxes rooms(final Options set) {
    return new RoomInboxes(
        Set.copyOf(set.get(options.groupchat)),
        set.get(options.affChanges),
        set.get(options.removeOnKicked));
  }

  private static QueryForm.Read standard(final IqRequest iq, final int maxPage) {
    final String unreadOnly = iq.payload().attribute("unread-only");
    return QueryForm.readPage(
        iq.payload(), "true".equals(unreadOnly) || "1".equals(unreadOnly), maxPage);
  }

  /** An inbox is its owner's only. */
  private static void own(
      final FeatureSetup setup,
      final StanzaType type,
      final String name,
      final String namespace,
      final IqHandler handler) {
    setup.iq(
        Target.ACCOUNT,
        type,
        name,
        namespace,
        (iq, out) -> {
          if (iq.isOwnAccount()) {
            handler.on(iq, out);
          } else {
            out.error(iq, StanzaError.of(Condition.FORBIDDEN));
          }
        });
    setup.iq(
        Target.NO_ACCOUNT,
        type,
        name,
        namespace,
        (iq, out) -> out.error(iq, StanzaError.of(Condition.FORBIDDEN)));
  }

  private static void list(
      final IqRequest iq,
      final QueryForm.Read read,
      final Listing listing,
      final Listing.Dialect dialect,
      final Outbound out) {
    if (read.error() != null) {
      out.error(iq, read.error());
      return;
    }
    Conversations.answer(
        iq,
        out,
        (inbox, replies) -> listing.answer(iq, read.query().page(inbox), inbox, dialect, replies));
  }

  /**
   * An account's inbox goes with it.
   *
   * <p>Owner: Router. Allocates: never.
   */
  private static final class Leaving implements SessionListener {
    @Override
    public void onAccountRemoved(final AccountView account, final Outbound out) {
      final ByteWriter fact = out.beginFact(EntryType.INBOX_FORGET);
      if (fact != null) { // otherwise it is dropped when it has not been used for long
        final Jid jid = account.jid();
        InboxEntry.put(fact, account.number(), 0, -1, 0);
        InboxEntry.putPeer(fact, jid.bytes(), 0, jid.bareLength());
        out.endFact();
      }
    }
  }
}
