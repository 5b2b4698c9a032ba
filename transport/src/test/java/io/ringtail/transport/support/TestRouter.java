// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import io.ringtail.ring.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Just enough of a router to test sockets with: binds what is asked for, sends messages to full
 * JIDs, answers every IQ request with an empty result, writes down what it sees.
 *
 * <p>Owner: the stage's thread; the log is for any thread. Allocates: per slot.
 */
public final class TestRouter implements Stage<NodeSlot> {
  private final Map<String, Long> handles = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

  private final ConcurrentLinkedQueue<Long> moments = new ConcurrentLinkedQueue<>();

  /** Events as text, oldest first. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** When the proofs began of those who asked to bind, oldest first. */
  public List<Long> moments() {
    return List.copyOf(moments);
  }

  @Override
  public String roleName() {
    return "test-router";
  }

  @Override
  public void onSlot(final NodeSlot slot, final long sequence, final boolean endOfBatch) {
    switch (slot.kind()) {
      case BIND -> bind(slot, (BindRequest) slot.attachment());
      case STANZA -> stanza(slot);
      case RESUME -> log.add("RESUME");
      case LEFT, CLOSED -> {
        final String name = names.remove(slot.session());
        log.add("CLOSED " + name);
        handles.remove(name, slot.session());
      }
      case UNDELIVERED -> log.add("UNDELIVERED " + slot.stanza().text(slot.stanza().id()));
      case ANSWER -> ((Answered) slot.attachment()).deliver(null);
      case COMMAND -> log.add("COMMAND");
      case TICK -> {}
    }
  }

  private void bind(final NodeSlot slot, final BindRequest request) {
    final Outbox outbox = slot.outbox();
    final ByteWriter arena = outbox.arena();
    moments.add(request.moment());
    if (request.resource().equals("forbidden")) {
      outbox.entry(Action.UNBOUND, 0, 0).to(slot.session());
      arena.raw("<iq type='error'").attribute("id", request.iqId()).raw("/>");
      outbox.entry(Action.STANZA, 0, arena.length()).to(slot.session());
      return;
    }
    final Jid jid = request.account().withResource(request.resource());
    log.add("BIND " + jid);
    handles.put(jid.toString(), slot.session());
    names.put(slot.session(), jid.toString());
    arena.escaped(jid.toString());
    outbox.entry(Action.BOUND, 0, arena.length()).to(slot.session());
    final int start = arena.length();
    if (request.inline() != null) {
      arena.raw("<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>");
      arena.escaped(jid.toString()).raw("</authorization-identifier></success>");
      outbox.entry(Action.STANZA, start, arena.length()).to(slot.session());
      return;
    }
    arena.raw("<iq type='result'").attribute("id", request.iqId());
    arena.raw("><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>").escaped(jid.toString());
    arena.raw("</jid></bind></iq>");
    outbox.entry(Action.STANZA, start, arena.length()).to(slot.session());
  }

  private void stanza(final NodeSlot slot) {
    final StanzaView stanza = slot.stanza();
    final Outbox outbox = slot.outbox();
    final String to = stanza.text(stanza.to());
    if (stanza.kind() == StanzaKind.NONZA) {
      final ByteWriter arena = outbox.arena();
      arena.raw("<stream:error><unsupported-stanza-type xmlns='");
      arena.raw("urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
      outbox.entry(Action.CLOSE, 0, arena.length()).to(slot.session());
    } else if (stanza.kind() == StanzaKind.MESSAGE && handles.containsKey(to)) {
      outbox
          .entry(Action.STANZA, 0, 0)
          .tail(stanza.buffer(), stanza.start(), stanza.end())
          .to(handles.get(to));
    } else if (stanza.kind() == StanzaKind.IQ
        && (stanza.type() == StanzaType.GET || stanza.type() == StanzaType.SET)) {
      outbox.arena().raw("<iq type='result'").attribute("id", stanza.text(stanza.id())).raw("/>");
      outbox.entry(Action.STANZA, 0, outbox.arena().length()).to(slot.session());
    } else {
      log.add(stanza.kind() + " " + stanza.text(stanza.id()));
    }
  }

  @Override
  public void onFault(final NodeSlot slot, final Throwable fault) {
    log.add("FAULT " + fault);
  }
}
