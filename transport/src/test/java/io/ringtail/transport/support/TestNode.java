// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import io.ringtail.handlers.auth.AuthSettings;
import io.ringtail.handlers.auth.ScramHash;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.router.Deliverer;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.ring.Counters;
import io.ringtail.ring.Diagnostics;
import io.ringtail.ring.ErrorLog;
import io.ringtail.ring.Idle;
import io.ringtail.ring.InboundRing;
import io.ringtail.ring.Pipeline;
import io.ringtail.ring.PipelineSettings;
import io.ringtail.ring.PooledBytes;
import io.ringtail.ring.Threading;
import io.ringtail.ring.ThreadingChoice;
import io.ringtail.transport.admit.Admissions;
import io.ringtail.transport.fast.FastTokens;
import io.ringtail.transport.listen.C2sListener;
import io.ringtail.transport.loop.BoundedWork;
import io.ringtail.transport.loop.Loops;
import io.ringtail.transport.sasl.Credentials;
import io.ringtail.transport.settings.C2sSettings;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.LoopSettings;
import io.ringtail.transport.settings.SocketSettings;
import io.ringtail.transport.settings.StreamSettings;
import io.ringtail.transport.settings.TlsEngine;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.settings.TlsSettings;
import io.ringtail.transport.stream.StreamServices;
import io.ringtail.transport.tls.SelfSigned;
import io.ringtail.transport.tls.TlsContexts;
import io.ringtail.transport.tls.TlsServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * Loops, ring, stages and one listener on a loopback port, as {@code config} wires them.
 *
 * <p>Owner: the test. Allocates: at start.
 */
public final class TestNode {
  /** What a test may choose. */
  public record Plan(
      Threading threading,
      int loops,
      int ringCapacity,
      SocketSettings socket,
      TlsSettings tls,
      StreamSettings stream,
      TlsServer tlsServer,
      boolean preferNative) {

    public static Plan plain() {
      final StreamSettings stream = new StreamSettings(65_536, 5_000, 3, true, 1 << 20, 0, NO_PING);
      return new Plan(
          Threading.INLINE,
          1,
          256,
          SocketSettings.of("127.0.0.1", 0),
          TlsSettings.of(TlsMode.NONE),
          stream,
          null,
          true);
    }

    public Plan with(final Threading newThreading, final int newLoops) {
      return new Plan(
          newThreading, newLoops, ringCapacity, socket, tls, stream, tlsServer, preferNative);
    }

    public Plan with(final StreamSettings newStream) {
      return new Plan(
          threading, loops, ringCapacity, socket, tls, newStream, tlsServer, preferNative);
    }

    public Plan with(final SocketSettings newSocket) {
      return new Plan(
          threading, loops, ringCapacity, newSocket, tls, stream, tlsServer, preferNative);
    }

    /** With TLS of this kind, by a certificate that is made in the folder. */
    public Plan encrypted(final TlsMode mode, final TlsEngine engine, final Path folder) {
      final TlsSettings newTls =
          new TlsSettings(mode, null, null, null, TlsSettings.DEFAULT_VERSIONS, engine);
      final TlsServer newServer =
          TlsContexts.of(newTls, SelfSigned.of(folder, List.of("example.org"), Instant.now()));
      return new Plan(
          threading, loops, ringCapacity, socket, newTls, stream, newServer, preferNative);
    }

    /** The same with the engine that servers have. */
    public Plan encrypted(final TlsMode mode, final Path folder) {
      return encrypted(mode, TlsEngine.BORINGSSL, folder);
    }

    /** Java's own selectors, as on systems without epoll. */
    public Plan onNio() {
      return new Plan(threading, loops, ringCapacity, socket, tls, stream, tlsServer, false);
    }

    public Plan withRing(final int newCapacity) {
      return new Plan(threading, loops, newCapacity, socket, tls, stream, tlsServer, preferNative);
    }
  }

  private static final io.ringtail.handlers.ping.PingPolicy NO_PING =
      io.ringtail.handlers.ping.PingPolicy.OFF;

  private final Counters counters = new Counters();
  private final ErrorLog errors =
      new ErrorLog(
          64,
          (source, fault) -> {
            System.err.println("fault in " + source);
            fault.printStackTrace();
          });
  private final TestRouter router = new TestRouter();
  private final Stores stores;
  private final BoundedWork work = new BoundedWork("test-work", 4, 64);
  private final Loops loops;
  private final StreamServices services;
  private final C2sListener listener;
  private final FastTokens tokens;
  private final TlsServer tls;
  private final InetSocketAddress address;
  private boolean closed;
  private final long startedNs = System.nanoTime();

  public TestNode(final Plan plan, final Credentials credentials) throws InterruptedException {
    this(plan, credentials, LoginSettings.OPEN);
  }

  public TestNode(final Plan plan, final Credentials credentials, final LoginSettings logins)
      throws InterruptedException {
    this(plan, credentials, logins, MemoryStores.create());
  }

  public TestNode(
      final Plan plan,
      final Credentials credentials,
      final LoginSettings logins,
      final Stores stores)
      throws InterruptedException {
    this.stores = stores;
    final InboundRing<NodeSlot> ring =
        new InboundRing<>(NodeSlot::new, plan.ringCapacity(), plan.loops(), counters);
    final PooledBytes pool = new PooledBytes(4096, 1 << 20, 16);
    final Limits limits = Limits.defaults().withMaxStanzaBytes(plan.stream().maxStanzaBytes());
    this.loops =
        new Loops(
            new Loops.Parts(
                LoopSettings.of(plan.loops()).preferNative(plan.preferNative()),
                limits.withMaxStanzaBytes(plan.stream().maxStanzaBytes() + 4096),
                ring,
                pool,
                counters,
                plan.threading()));
    loops.start(pipeline(plan, ring, pool));
    this.tokens = new FastTokens(stores, new byte[32], new Random(3), 16);
    final C2sSettings settings = new C2sSettings(plan.socket(), plan.tls(), plan.stream());
    this.services =
        new StreamServices(
            settings,
            hosts(),
            new StreamServices.Authentication(
                host -> credentials, tokens, work, new Admissions(logins, loops.all(), work)),
            plan.tlsServer(),
            limits,
            errors);
    this.listener = new C2sListener(loops, services);
    this.address = listener.open();
    this.tls = plan.tlsServer();
  }

  /** Where accounts and tokens are. */
  public Stores stores() {
    return stores;
  }

  public FastTokens tokens() {
    return tokens;
  }

  private Pipeline<NodeSlot> pipeline(
      final Plan plan, final InboundRing<NodeSlot> ring, final PooledBytes pool) {
    final Deliverer deliverer =
        new Deliverer(
            List.of(loops.outlets()),
            new BackoffIdleStrategy(),
            counters.counter("deliver.waits"),
            counters.counter("deliver.faults"));
    final ThreadingChoice choice =
        new ThreadingChoice(
            plan.threading(), plan.loops(), 2, Idle.BACKOFF, List.of(), "chosen by the test");
    return new Pipeline<>(
        ring,
        List.of(router, deliverer),
        slot -> {
          final byte[] big = slot.release();
          if (big != null) {
            pool.release(big);
          }
        },
        PipelineSettings.of(choice),
        new Diagnostics(counters, errors, System::nanoTime));
  }

  private static Hosts hosts() {
    final AuthSettings auth =
        new AuthSettings(
            AuthSettings.Format.SCRAM,
            List.of(ScramHash.SHA_1, ScramHash.SHA_256),
            4096,
            List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"));
    final Host host = new Host(Jid.parse("example.org"), new TestHostType(auth));
    return new Hosts(Map.of("example.org", host), "example.org");
  }

  /** A second listener with the same services, not yet open. */
  public C2sListener anotherListener(final SocketSettings socket) {
    final C2sSettings old = services.settings();
    return new C2sListener(
        loops,
        new StreamServices(
            new C2sSettings(socket, old.tls(), old.stream()),
            services.hosts(),
            services.authentication(),
            services.tls(),
            services.limits(),
            services.errors()));
  }

  public StreamServices services() {
    return services;
  }

  public InetSocketAddress address() {
    return address;
  }

  public Loops loops() {
    return loops;
  }

  public C2sListener listener() {
    return listener;
  }

  public TestRouter router() {
    return router;
  }

  /** True when the node has run this long. */
  public boolean nowAfter(final long ms) {
    return System.nanoTime() - startedNs > TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** Waits until the router wrote this down, at most ten seconds. */
  public void awaitLog(final String entry) {
    await(() -> router.log().contains(entry), () -> entry + " in " + router.log());
  }

  /** Waits for the condition, at most ten seconds. */
  public static void await(final BooleanSupplier condition, final Supplier<String> what) {
    final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - untilNs > 0) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  public Counters counters() {
    return counters;
  }

  /** What all loops together have counted under this name. */
  public long count(final String name) {
    return counters.snapshot().entrySet().stream()
        .filter(each -> each.getKey().startsWith("loop.") && each.getKey().endsWith("." + name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public ErrorLog errors() {
    return errors;
  }

  /** Stops everything; a second call does nothing. */
  public void close() throws InterruptedException {
    if (closed) {
      return;
    }
    closed = true;
    listener.close();
    loops.drain(3_000);
    work.stop(3_000);
    loops.close(3_000);
    if (tls != null) {
      tls.close();
    }
  }
}
