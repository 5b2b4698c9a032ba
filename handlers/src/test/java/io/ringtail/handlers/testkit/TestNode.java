// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import io.ringtail.handlers.archive.Archiver;
import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.inbox.InboxKeeper;
import io.ringtail.handlers.inbox.InboxLimits;
import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.HostTypePlan;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.Deliverer;
import io.ringtail.handlers.router.Durability;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.router.Router;
import io.ringtail.handlers.router.RouterCounters;
import io.ringtail.handlers.router.Workers;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Options;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.parser.XmlFault;
import io.ringtail.ring.Counters;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.NoOpIdleStrategy;

/**
 * A node without sockets and threads: the real host types, Router and Deliverer, stepped by hand
 * one slot after the other. Everything submitted as blocking work has run when a method returns,
 * unless {@link #holdWork} says otherwise.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class TestNode {
  public static final StoredPassword PASSWORD = new StoredPassword.Plain("secret");
  public static final AuthSettings AUTH =
      new AuthSettings(
          AuthSettings.Format.PLAIN, List.of(ScramHash.SHA_256), 4096, List.of("SCRAM-SHA-256"));

  private static final InboxLimits INBOX_LIMITS = InboxLimits.defaults(1 << 30);
  private static final int BIG = 1 << 20;

  private final Stores stores;
  private final SteppedWork work = new SteppedWork();
  private final Counters counters = new Counters();
  private final Hosts hosts;
  private final Router router;
  private final MemoryJournal journal;
  public final Revocations revocations = new Revocations();
  private final NodeParts parts;
  private final Archiver archiver;
  private final InboxKeeper inboxes;
  private final MemoryArchive writer;
  private long written;
  private boolean writerHeld;
  private final Deliverer deliverer;
  private final StanzaParser parser = new StanzaParser(Limits.defaults().withMaxStanzaBytes(BIG));
  private final Map<Long, TestSession> sessions = new HashMap<>();
  private final NodeSlot slot = new NodeSlot();
  private long nowMs = 1_800_000_000_000L;
  private long sequence;
  private boolean workHeld;

  /** A node for the domains, all of one host type, with every feature that is on by default. */
  public TestNode(final String... domains) {
    this(MemoryStores.create(), HostTypes.defaults(HostTypes.discover()), domains);
  }

  /**
   * @param modules module name to options, as in {@link HostTypePlan}
   */
  public TestNode(
      final Stores stores, final Map<String, Options> modules, final String... domains) {
    this(stores, HostTypes.discover(), modules, domains);
  }

  /**
   * @param features all there are, those of the class path or a test's own
   */
  public TestNode(
      final Stores stores,
      final List<Feature> features,
      final Map<String, Options> modules,
      final String... domains) {
    this(new NodeParts(stores, features, modules, INBOX_LIMITS, new MemoryJournal(), domains));
  }

  public TestNode(final NodeParts parts) {
    this.parts = parts;
    this.stores = parts.stores();
    this.journal = parts.journal();
    this.writer = stores.archive() instanceof MemoryArchive archive ? archive : new MemoryArchive();
    hosts = parts.hosts();
    router =
        new Router(
            hosts,
            stores,
            new Workers(work, work),
            new Durability(new ArchiveIds(0, journal.lastId()), journal, writer, journal::needed),
            NodeParts.settings(revocations),
            new RouterCounters(counters));
    archiver =
        new Archiver(
            journal, counters.counter("archive.appended"), counters.counter("archive.faults"));
    inboxes = parts.keeper(work, journal::inboxPassed, counters);
    deliverer =
        new Deliverer(
            List.of(new TestWire(sessions)),
            NoOpIdleStrategy.INSTANCE,
            counters.counter("deliver.waits"),
            counters.counter("deliver.faults"));
  }

  /** The process is killed; the next one has what the stores and the journal have, and nobody. */
  public TestNode killed() {
    final TestNode next = new TestNode(parts);
    next.nowMs = nowMs;
    next.written = written;
    next.restore();
    return next;
  }

  /** Everything the journal tells is there again; before the first stanza. */
  public void restore() {
    journal.replay(List.of(inboxes.replay(journal), router.restart(journal, nowMs)));
  }

  /** The INBOX stage, to be ended in order or asked about itself. */
  public InboxKeeper inboxes() {
    return inboxes;
  }

  public Stores stores() {
    return stores;
  }

  /** What ARCHIVE has appended so far. */
  public MemoryJournal journal() {
    return journal;
  }

  public SteppedWork work() {
    return work;
  }

  public Host host(final String domain) {
    return hosts.find(domain);
  }

  /** A counter's value now, by its registered name. */
  public long count(final String counter) {
    return counters.snapshot().get(counter);
  }

  public long nowMs() {
    return nowMs;
  }

  public void advance(final long milliseconds) {
    nowMs += milliseconds;
    step(SlotKind.TICK, SessionHandle.NONE, null);
  }

  /** The store writer does nothing until {@link #runWriter}. */
  public void holdWriter() {
    writerHeld = true;
  }

  public void runWriter() {
    writerHeld = false;
    write();
  }

  private void write() {
    if (!writerHeld) {
      written = journal.replay(written, new MemoryWriter(stores, writer));
    }
  }

  /** Blocking work stays queued until {@link #runWork}. */
  public void holdWork() {
    workHeld = true;
  }

  public void runWork() {
    workHeld = false;
    runAll();
  }

  /** The oldest piece of held work runs and is answered. */
  public void runOne() {
    slot.set(SlotKind.ANSWER, SessionHandle.NONE, nowMs, work.runNext());
    runSlot();
  }

  /** The account's number; made with {@link #PASSWORD} if it is not there. */
  public long account(final Jid bareJid) {
    return stores
        .accounts()
        .find(bareJid)
        .or(() -> stores.accounts().create(bareJid, PASSWORD))
        .map(StoredAccount::number)
        .orElseThrow();
  }

  /** Authenticates as the account and asks to go on with a lost stream. */
  public TestSession resume(final String bareJid, final String resume) {
    final TestSession session = authenticate();
    resume(session, Jid.parse(bareJid), resume);
    return session;
  }

  /** The same on a connection that is there. */
  public void resume(final TestSession session, final Jid bareJid, final String resume) {
    final ResumeRequest request = ResumeRequest.of(parse(resume), bareJid, account(bareJid), 0);
    step(SlotKind.RESUME, session.handle(), request);
  }

  /** A connection whose client has proven its account and not bound anything. */
  public TestSession authenticate() {
    final TestSession session = new TestSession(SessionHandle.of(0, sessions.size(), 1));
    sessions.put(session.handle(), session);
    return session;
  }

  /** Binds the resource for a client that proved to own the account, making it if need be. */
  public TestSession login(final String fullJid) {
    final TestSession session = bind(fullJid);
    if (session.jid() != null) {
      session.poll(); // the result of the bind request
    }
    return session;
  }

  /** The same, with the answer to the bind request left to be read. */
  public TestSession bind(final String fullJid) {
    final Jid jid = Jid.parse(fullJid);
    final TestSession session = authenticate();
    bind(session, jid);
    return session;
  }

  /** The same within an authentication (XEP-0388): the answer is left to be read. */
  public TestSession login(final String fullJid, final InlineLogin inline) {
    final Jid jid = Jid.parse(fullJid);
    final TestSession session = authenticate();
    step(
        SlotKind.BIND,
        session.handle(),
        new BindRequest(jid.bare(), account(jid.bare()), 0, "", jid.resource(), "", inline));
    return session;
  }

  /** A client that is authenticated, but could not resume, binds a resource. */
  public void bind(final TestSession session, final Jid jid) {
    final long number = account(jid.bare());
    final BindRequest request =
        new BindRequest(jid.bare(), number, 0, "bind", jid.resource(), "", null);
    step(SlotKind.BIND, session.handle(), request);
  }

  /** The client sends one stanza; what no client could send fails the test. */
  public void send(final TestSession from, final String xml) {
    prepare(from, xml);
    runSlot();
    runAll();
  }

  private StanzaView prepare(final TestSession from, final String xml) {
    final StanzaView view = parse(xml);
    slot.set(SlotKind.STANZA, from.handle(), nowMs, null);
    slot.setStanza(view, view.length() > NodeSlot.INLINE_BYTES ? new byte[view.length()] : null);
    return view;
  }

  private StanzaView parse(final String xml) {
    final byte[] bytes = xml.strip().getBytes(StandardCharsets.UTF_8);
    final StanzaView view = new StanzaView();
    final XmlFault fault = parser.parse(bytes, 0, bytes.length, view);
    if (fault != null) {
      throw new AssertionError(fault + ": " + xml);
    }
    return view;
  }

  /** The connection is gone. */
  public void disconnect(final TestSession session) {
    step(SlotKind.CLOSED, session.handle(), null);
  }

  /** What was on its way to a session comes back, since the session is gone. */
  public void undelivered(final String xml) {
    final StanzaView view = parse(xml);
    slot.set(SlotKind.UNDELIVERED, SessionHandle.NONE, nowMs, null);
    slot.setStanza(view, null);
    runSlot();
    runAll();
  }

  /** The client closes its stream in order. */
  public void leave(final TestSession session) {
    step(SlotKind.LEFT, session.handle(), null);
  }

  public void execute(final Command command) {
    step(SlotKind.COMMAND, SessionHandle.NONE, command);
  }

  /** The command fails; then all is done that the Router's agent does after a fault. */
  public void executeFaulty(final Command command) {
    stepFaulty(SlotKind.COMMAND, command);
  }

  /** The oldest piece of held work runs, and the Router fails in its answer. */
  public void runOneFaulty() {
    stepFaulty(SlotKind.ANSWER, work.runNext());
  }

  private void stepFaulty(final SlotKind kind, final Object attachment) {
    slot.set(kind, SessionHandle.NONE, nowMs, attachment);
    router.onFault(
        slot, assertThrows(IllegalStateException.class, () -> router.onSlot(slot, sequence, true)));
    runLaterStages();
  }

  /** How many times one stanza of the session is sent out to anybody. */
  public int deliveries(final TestSession from, final String xml) {
    prepare(from, xml);
    router.onSlot(slot, sequence++, true);
    final Outbox outbox = slot.outbox();
    final int count = outbox.entries() == 0 ? 0 : outbox.endRecipient(outbox.entries() - 1);
    slot.release();
    return count;
  }

  /** Bytes the Router allocates for sending the same stanza so many times; nothing is delivered. */
  public long allocated(final TestSession from, final String xml, final int times) {
    final StanzaView view = prepare(from, xml);
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    final long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < times; i++) {
      router.onSlot(slot, sequence++, true);
      slot.release();
      slot.set(SlotKind.STANZA, from.handle(), nowMs, null);
      slot.setStanza(view, null);
    }
    final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    slot.release();
    return allocated;
  }

  public void step(final SlotKind kind, final long session, final Object attachment) {
    slot.set(kind, session, nowMs, attachment);
    runSlot();
    runAll();
  }

  private void runAll() {
    while (!workHeld && !work.isEmpty()) {
      runOne();
    }
  }

  private void runSlot() {
    router.onSlot(slot, sequence, true);
    runLaterStages();
  }

  private void runLaterStages() {
    archiver.onSlot(slot, sequence, true);
    write();
    inboxes.onSlot(slot, sequence, true);
    deliverer.onSlot(slot, sequence, true);
    sequence++;
    slot.release();
  }
}
