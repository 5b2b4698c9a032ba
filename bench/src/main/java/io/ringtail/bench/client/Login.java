// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Brings a connection to the point where messages flow: a list of "when you see this, say that".
 *
 * <p>Owner: the generator's loop. Allocates: per step.
 */
public final class Login {
  /** One step: what must have arrived, and what is said then (empty for nothing). */
  private record Step(String expect, String say) {}

  private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

  private final String opening;
  private final Step[] steps;
  private final StringBuilder received = new StringBuilder();
  private int next;
  private boolean done;

  private Login(final String opening, final Step... steps) {
    this.opening = opening;
    this.steps = steps;
  }

  /**
   * SASL PLAIN and bind over an unencrypted stream, then available presence and a managed stream
   * (XEP-0198) if asked for.
   */
  static Login xmpp(
      final String domain,
      final String user,
      final String password,
      final String resource,
      final boolean presence,
      final boolean managed) {
    final String stream =
        "<?xml version='1.0'?><stream:stream to='"
            + domain
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>";
    final String plain =
        Base64.getEncoder()
            .encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    final String auth =
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>";
    final String bind =
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
            + resource
            + "</resource></bind></iq>";
    final String last =
        presence ? "<presence/>" : "<iq type='get' id='last'><none xmlns='x'/></iq>";
    final String answer = presence ? "<presence" : "id='last'";
    final List<Step> steps = new ArrayList<>();
    steps.add(new Step("</stream:features>", auth));
    steps.add(new Step("<success", stream));
    steps.add(new Step("</stream:features>", bind));
    steps.add(new Step("<jid>", last));
    steps.add(new Step(answer, managed ? ENABLE : ""));
    if (managed) {
      steps.add(new Step("<enabled", ""));
    }
    return new Login(stream, steps.toArray(Step[]::new));
  }

  /** The relay's own greeting. */
  static Login relay(final int number) {
    return new Login("<hello n='" + number + "'/>", new Step("<ok/>", ""));
  }

  void begin(final ChannelHandlerContext context) {
    say(context, opening);
  }

  void read(final ChannelHandlerContext context, final ByteBuf in) {
    received.append(in.toString(StandardCharsets.UTF_8));
    final int at = received.indexOf(steps[next].expect);
    if (at < 0) {
      return;
    }
    final String reply = steps[next].say;
    received.setLength(0);
    next++;
    done = next == steps.length;
    if (!reply.isEmpty()) {
      say(context, reply);
    }
  }

  boolean isDone() {
    return done;
  }

  /** What was seen last, for a report of why the login did not end. */
  String failure() {
    return done ? "closed after login" : "step " + next + ", last seen: " + received;
  }

  private static void say(final ChannelHandlerContext context, final String text) {
    context.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}
