// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.parser.XmlFault;
import java.util.ArrayDeque;

/**
 * Stanzas the node itself generated, to be routed after the current handler has returned and before
 * the next slot: stages never publish to their own ring.
 *
 * <p>Owner: Router. Allocates: per stanza; cold path only.
 */
final class FollowUps {
  private final ArrayDeque<Parked> queue = new ArrayDeque<>();
  private final StanzaParser parser;

  FollowUps(final StanzaParser parser) {
    this.parser = parser;
  }

  /** Adds a generated stanza, addressed as given. */
  void add(final Jid from, final Jid to, final Element stanza) {
    stanza.set("from", null).set("to", to.toString());
    final ByteWriter out = new ByteWriter(256);
    stanza.write(out, Ns.CLIENT);
    queue.add(new Parked(from, null, parse(out.toByteArray()), null, Parked.NEW));
  }

  /**
   * Adds a message that was sent before and did not arrive.
   *
   * @param earlierId its id in the recipient's archive; 0 when that has it not
   */
  void again(final byte[] message, final long earlierId) {
    final StanzaView view = parse(message);
    final Jid from = Jid.parse(view.text(view.from()));
    queue.add(new Parked(from, null, view, null, earlierId));
  }

  /** Answers an IQ request that its recipient did not get, as RFC 6121 §8.5.3.2.3 asks. */
  void unanswered(final byte[] iq, final int start, final int end) {
    final StanzaView view = parse(java.util.Arrays.copyOfRange(iq, start, end));
    final String to = view.text(view.to());
    final String from = view.text(view.from());
    if (from != null && to != null && IqRules.isRequest(view)) {
      final StanzaError error = StanzaError.of(StanzaError.Condition.SERVICE_UNAVAILABLE);
      final Jid sender = Jid.parse(from);
      add(Jid.parse(to), sender, Stanzas.error(view, null, sender, error));
    }
  }

  private StanzaView parse(final byte[] bytes) {
    final StanzaView scratch = new StanzaView();
    final XmlFault fault = parser.parse(bytes, 0, bytes.length, scratch);
    if (fault != null) {
      throw new IllegalArgumentException("generated stanza is refused: " + fault);
    }
    final StanzaView view = new StanzaView();
    final byte[] own =
        java.util.Arrays.copyOfRange(scratch.buffer(), scratch.start(), scratch.end());
    view.copyIndexFrom(scratch, own, 0);
    return view;
  }

  void add(final Parked parked) {
    queue.add(parked);
  }

  /** The next one, or null. */
  Parked poll() {
    return queue.poll();
  }
}
