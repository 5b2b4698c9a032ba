// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.handlers.login.Bind2;
import io.ringtail.handlers.login.FastAuth;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastPolicy;
import io.ringtail.handlers.login.Sasl2;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.streams.Sm;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.parser.ByteWriter;
import io.ringtail.transport.sasl.ChannelBindings;
import java.util.List;

/**
 * Writes the {@code <authentication/>} stream feature: the mechanisms, and what may be asked for
 * together with them (XEP-0388 §2.1, XEP-0386 §3.1).
 *
 * <p>Owner: the loop of the stream, stateless. Allocates: per call.
 */
final class Sasl2Features {
  private Sasl2Features() {}

  static void write(
      final HostType type,
      final List<String> mechanisms,
      final ChannelBindings bindings,
      final ByteWriter out) {
    out.raw("<authentication").attribute("xmlns", Sasl2.NAMESPACE).raw(">");
    for (final String mechanism : mechanisms) {
      out.raw("<mechanism>").escaped(mechanism).raw("</mechanism>");
    }
    out.raw("<inline>");
    if (type.service(StreamPolicy.class) != null) {
      out.raw("<sm").attribute("xmlns", Sm.NAMESPACE).raw("/>");
    }
    if (type.modules().contains(Bind2.MODULE)) {
      bind(type, out);
    }
    if (type.service(FastPolicy.class) != null) {
      fast(bindings, out);
    }
    out.raw("</inline></authentication>");
  }

  private static void bind(final HostType type, final ByteWriter out) {
    out.raw("<bind").attribute("xmlns", Bind2.NAMESPACE).raw("><inline>");
    for (final String feature : type.inlineFeatures()) {
      out.raw("<feature").attribute("var", feature).raw("/>");
    }
    out.raw("</inline></bind>");
  }

  private static void fast(final ChannelBindings bindings, final ByteWriter out) {
    out.raw("<fast").attribute("xmlns", FastAuth.NAMESPACE).raw(">");
    for (final FastMechanism each : FastMechanism.values()) {
      if (isOffered(each, bindings)) {
        out.raw("<mechanism>").raw(each.mechanism()).raw("</mechanism>");
      }
    }
    out.raw("</fast>");
  }

  /** Whether this connection has what the mechanism is bound to. */
  static boolean isOffered(final FastMechanism mechanism, final ChannelBindings bindings) {
    return mechanism == FastMechanism.NONE || bindings.data(mechanism.bindingType()) != null;
  }
}
