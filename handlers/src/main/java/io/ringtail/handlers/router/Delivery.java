// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;

/**
 * Brings a packet to whom it is addressed: a host, an account in memory, or one that must be loaded
 * first and parks the packet until then.
 *
 * <p>Owner: Router. Allocates: only where an account must be loaded.
 */
final class Delivery {
  private final Core core;
  private final Outbound out;
  private final MessageRules messages;
  private final IqRules iqs;
  private final PresenceRules presences;
  private final Filters filters;
  private final Holds holds;
  private AccountTable.LoadListener loadListener;

  Delivery(
      final Core core,
      final Outbound out,
      final MessageRules messages,
      final IqRules iqs,
      final PresenceRules presences,
      final Filters filters,
      final Holds holds) {
    this.core = core;
    this.out = out;
    this.messages = messages;
    this.iqs = iqs;
    this.presences = presences;
    this.filters = filters;
    this.holds = holds;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final AccountTable.LoadListener listener) {
    loadListener = listener;
  }

  /** The packet has an address: {@code to}, or its sender's own account. */
  void deliver(final RoutedPacket packet) {
    final LocalAccount account = core.accounts.get(packet.to());
    if (account == null) {
      toUnknown(packet);
      return;
    }
    switch (account.status()) {
      case LOADED -> toAccount(packet, account);
      case LOADING -> {
        park(packet, account);
        final long session = AccountTable.inNameOf(packet.sender());
        core.accounts.ensureLoading(account, session, loadListener, out);
      }
      default -> toNobody(packet);
    }
  }

  private void toAccount(final RoutedPacket packet, final LocalAccount account) {
    if (!filters.incoming(account, packet)) {
      toNobody(packet); // XEP-0191 §3.2: as if the account did not exist
      return;
    }
    switch (packet.stanza().kind()) {
      case MESSAGE -> messages.toAccount(packet, account);
      case IQ -> iqs.toAccount(packet, account);
      case PRESENCE -> presences.toAccount(packet, account);
      case NONZA -> {}
    }
  }

  private void toUnknown(final RoutedPacket packet) {
    final Host itself = core.hostItself(packet.to());
    if (itself != null) {
      toHost(packet, itself);
      return;
    }
    final Host host = core.hostOf(packet.to());
    if (host == null) {
      toElsewhere(packet);
    } else if (packet.to().hasLocal() && needsAccount(packet, Core.type(host))) {
      loadFor(packet, host);
    } else {
      toNobody(packet);
    }
  }

  private static boolean needsAccount(final RoutedPacket packet, final CompiledHostType type) {
    return switch (packet.stanza().kind()) {
      case MESSAGE -> MessageRules.needsAccount(packet, type);
      case IQ -> !packet.to().hasResource() && IqRules.isAnswered(packet, type);
      case PRESENCE -> PresenceRules.needsAccount(packet, type);
      case NONZA -> false;
    };
  }

  private void toHost(final RoutedPacket packet, final Host host) {
    switch (packet.stanza().kind()) {
      case IQ -> iqs.toHost(packet, host);
      case MESSAGE -> messages.toNobody(packet, MessageRules.unavailable(packet));
      default -> {
        // presence to the domain itself has no reader
      }
    }
  }

  /** No server-to-server link: the domain cannot be reached (RFC 6120 §10.4). */
  private void toElsewhere(final RoutedPacket packet) {
    if (packet.stanza().kind() == StanzaKind.PRESENCE
        && packet.stanza().type() == StanzaType.UNAVAILABLE) {
      return;
    }
    final StanzaError error = StanzaError.of(Condition.REMOTE_SERVER_NOT_FOUND);
    if (packet.stanza().kind() == StanzaKind.MESSAGE) {
      messages.toNobody(packet, error);
    } else {
      out.error(packet, error);
    }
  }

  /** RFC 6121 §8.5.1: no such account, or one that must look like it. */
  private void toNobody(final RoutedPacket packet) {
    core.counters.bounced.increment();
    switch (packet.stanza().kind()) {
      case MESSAGE -> messages.toNobody(packet, MessageRules.unavailable(packet));
      case IQ -> iqs.toNobody(packet, core.hostOf(packet.to()));
      default -> {
        // RFC 6121 §8.5.1: presence is ignored
      }
    }
  }

  private void loadFor(final RoutedPacket packet, final Host host) {
    final LocalAccount account = core.accounts.create(packet.to().toJid().bare(), host);
    park(packet, account);
    core.accounts.load(account, AccountTable.inNameOf(packet.sender()), loadListener, out);
  }

  private void park(final RoutedPacket packet, final LocalAccount account) {
    final Hold hold = holds.retain();
    if (account.waiting().add(Parked.copyOf(packet, hold))) {
      core.counters.parked.increment();
      if (hold != null) {
        hold.park();
      }
      if (packet.sender() != null && packet.stanza().kind() == StanzaKind.MESSAGE) {
        packet.sender().account().parkedOne();
      }
    } else {
      Holds.release(hold);
      out.error(packet, StanzaError.of(Condition.RESOURCE_CONSTRAINT, "the account is loading"));
    }
  }

  /** A parked packet whose account could not be loaded. */
  void failed(final RoutedPacket packet, final StoreException failure) {
    if (packet.stanza().kind() == StanzaKind.PRESENCE) {
      core.counters.workFailed.increment();
    }
    out.error(packet, WorkCalls.toError(failure));
  }
}
