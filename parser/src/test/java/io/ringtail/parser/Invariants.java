// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import io.ringtail.parser.Framer.Event;
import java.util.List;
import java.util.function.IntSupplier;
import javax.xml.stream.XMLStreamException;

/**
 * What must hold for any bytes whatever; the property tests and the fuzzer ask the same questions.
 *
 * <p>Owner: one test. Allocates: per call.
 */
final class Invariants {
  private static final byte[] FROM = Bytes.utf8("juliet@capulet.example/balcony");
  private static final byte[] CHILD = Bytes.utf8("<stanza-id xmlns='urn:xmpp:sid:0' id='1'/>");

  private final Limits limits = Limits.defaults();
  private final StanzaParser shared = new StanzaParser(limits);
  private final StanzaView view = new StanzaView();
  private final StanzaView again = new StanzaView();
  private final JdkXml jdk = new JdkXml(Ns.CLIENT);
  private int accepted;

  /** How many stanzas were acceptable so far: a generator that makes none proves nothing. */
  int accepted() {
    return accepted;
  }

  /** Chunks make no difference to frames. */
  void checkFrames(final byte[] bytes, final IntSupplier chunks) {
    final List<String> whole = Frames.of(bytes, limits, () -> Integer.MAX_VALUE);
    same(whole, Frames.of(bytes, limits, () -> 1), "frames, byte by byte");
    same(whole, Frames.of(bytes, limits, chunks), "frames, in chunks");
    same(
        Frames.drive(inside(), bytes, () -> Integer.MAX_VALUE),
        Frames.drive(inside(), bytes, () -> 1),
        "frames inside a stream");
  }

  /** One would-be stanza. */
  void checkStanza(final byte[] bytes) {
    final XmlFault fault = shared.parse(bytes, 0, bytes.length, view);
    final XmlFault fresh = new StanzaParser(limits).parse(bytes, 0, bytes.length, again);
    same(fresh, fault, "fault, with a fresh parser");
    if (fault != null) {
      return;
    }
    accepted++;
    same(describe(again), describe(view), "view, with a fresh parser");
    checkFramerAgrees(bytes);
    checkJdkAgrees(bytes, view.kind() == StanzaKind.NONZA);
    checkCanonical();
    checkSplices();
  }

  private void checkFramerAgrees(final byte[] bytes) {
    final Framer framer = inside();
    same(Event.STANZA, framer.scan(bytes, 0, bytes.length), "frame of an accepted stanza");
    same(bytes.length, framer.frameEnd(), "end of frame");
  }

  private void checkJdkAgrees(final byte[] bytes, final boolean nonza) {
    try {
      final String theirs = jdk.parse(bytes, 0, bytes.length).toString();
      if (nonza) {
        same(theirs, Elements.parse(view).toString(), "tree of a nonza");
      }
      final String ofView = jdk.parse(view.buffer(), view.start(), view.end()).toString();
      same(ofView, Elements.parse(view).toString(), "tree of the view");
      for (int i = 0; i < view.childCount(); i++) {
        same(
            Elements.parse(view).children().get(i).toString(),
            Elements.parse(view, i).toString(),
            "child " + i);
      }
      same(Elements.parse(view).children().size(), view.childCount(), "children");
    } catch (final XMLStreamException refusal) {
      throw new AssertionError("the JDK refuses " + Bytes.text(bytes, 0, bytes.length), refusal);
    }
  }

  /** Parsing canonical bytes changes nothing. */
  private void checkCanonical() {
    final byte[] canonical = Bytes.utf8(Bytes.text(view));
    same(null, shared.parse(canonical, 0, canonical.length, again), "canonical bytes refused");
    same(Bytes.text(view), Bytes.text(again), "canonical bytes changed");
    final String first = describe(again);
    same(null, shared.parse(canonical, 0, canonical.length, view), "canonical bytes refused");
    same(first, describe(view), "view of canonical bytes");
  }

  private void checkSplices() {
    if (view.kind() == StanzaKind.NONZA) {
      return;
    }
    final ByteWriter out = new ByteWriter(1_024);
    Splice.head(view, Splice.Target.EMBEDDED, FROM, FROM.length, false, "", out);
    Splice.open(view, out);
    Splice.content(view, out);
    out.put(CHILD);
    Splice.close(view, out);
    final byte[] spliced = out.toByteArray();
    final XmlFault fault = new StanzaParser(limits).parse(spliced, 0, spliced.length, again);
    final boolean atLimit = fault != null && fault.condition().equals("policy-violation");
    if (atLimit) {
      return;
    }
    same(null, fault, "fault of the spliced stanza " + out);
    same(view.childCount() + 1, again.childCount(), "children of " + out);
    same(view.text(view.to()), again.text(again.to()), "to of " + out);
    same(Bytes.text(FROM, 0, FROM.length), again.text(again.from()), "from of " + out);
    same(view.text(view.id()), again.text(again.id()), "id of " + out);
  }

  /** Everything a view shows, as text. */
  static String describe(final StanzaView view) {
    final StringBuilder out = new StringBuilder();
    out.append(view.kind()).append(' ').append(view.type()).append(' ').append(view.name());
    out.append(' ').append(view.namespace()).append(' ').append(view.isSelfClosed());
    for (final StanzaView.Range range :
        List.of(view.to(), view.from(), view.id(), view.lang(), view.typeRange())) {
      out.append('|').append(range.isPresent() ? Bytes.cut(view, range) : "-");
      out.append('|').append(range.isPresent() ? Bytes.value(view, range) : "-");
    }
    for (int i = 0; i < view.childCount(); i++) {
      out.append('|').append(view.childName(i)).append(' ').append(view.childNamespace(i));
      out.append(' ').append(Bytes.child(view, i));
    }
    out.append('|').append(Bytes.text(view.buffer(), view.start(), view.tagEnd()));
    return out.append('|')
        .append(Bytes.text(view.buffer(), view.contentEnd(), view.end()))
        .toString();
  }

  private Framer inside() {
    final Framer framer = new Framer(limits);
    framer.resetInsideStream();
    return framer;
  }

  private static void same(final Object expected, final Object actual, final String what) {
    if (expected == null ? actual != null : !expected.equals(actual)) {
      throw new AssertionError(what + ": expected " + expected + " but was " + actual);
    }
  }
}
