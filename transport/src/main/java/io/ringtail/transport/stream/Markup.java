// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.streams.Sm;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.transport.sasl.Nonces;

/**
 * The few pieces of XML a stream says on its own.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Markup {
  static final String STREAM_END = "</stream:stream>";

  private Markup() {}

  /** Our stream header, RFC 6120 §4.7; {@code to} may be null. */
  static ByteWriter header(final String from, final Jid to) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<?xml version='1.0'?><stream:stream").attribute("from", from);
    out.attribute("to", to == null ? null : to.toString()).attribute("id", Nonces.next());
    out.raw(" version='1.0' xml:lang='en'").attribute("xmlns", Ns.CLIENT);
    return out.attribute("xmlns:stream", Ns.STREAM).raw(">");
  }

  /** A stream error, RFC 6120 §4.9.2; {@code text} may be null. */
  static ByteWriter streamError(final String condition, final String text) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<stream:error><").raw(condition).attribute("xmlns", Ns.STREAM_ERRORS).raw("/>");
    if (text != null) {
      out.raw("<text").attribute("xmlns", Ns.STREAM_ERRORS).raw(" xml:lang='en'>");
      out.escaped(text).raw("</text>");
    }
    return out.raw("</stream:error>");
  }

  /** The stream error that sends a client elsewhere, RFC 6120 §4.9.3.19. */
  static ByteWriter seeOtherHost(final String host, final String text) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<stream:error><see-other-host").attribute("xmlns", Ns.STREAM_ERRORS).raw(">");
    out.escaped(host).raw("</see-other-host><text").attribute("xmlns", Ns.STREAM_ERRORS);
    return out.raw(" xml:lang='en'>").escaped(text).raw("</text></stream:error>");
  }

  /** Breaks the silence of a managed stream, XEP-0198 §4. */
  static ByteWriter request() {
    return new ByteWriter(32).raw("<r").attribute("xmlns", Sm.NAMESPACE).raw("/>");
  }

  /** Stream management before there is anything to manage, XEP-0198 §3. */
  static ByteWriter unexpectedRequest() {
    final ByteWriter out = new ByteWriter(128);
    out.raw("<failed").attribute("xmlns", Sm.NAMESPACE).raw("><unexpected-request");
    return out.attribute("xmlns", Ns.STANZA_ERRORS).raw("/></failed>");
  }

  /** A ping from the domain, XEP-0199 §4.2; the address is escaped already. */
  static ByteWriter ping(final byte[] escapedTo, final int domainStart, final int bareEnd) {
    final ByteWriter out = new ByteWriter(256);
    out.raw("<iq type='get' id='").raw(Nonces.next()).raw("' from='");
    out.put(escapedTo, domainStart, bareEnd).raw("' to='").put(escapedTo);
    return out.raw("'><ping xmlns='urn:xmpp:ping'/></iq>");
  }
}
