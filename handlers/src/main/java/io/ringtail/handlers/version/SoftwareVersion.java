// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.version;

import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.Element;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Tells the server's name and version, and its operating system only where it is asked to.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class SoftwareVersion implements Feature {
  private static final String NAMESPACE = "jabber:iq:version";
  private static final Option<Boolean> OS_INFO =
      new Option<>(
          "os_info",
          new Option.Flag(),
          false,
          "",
          "tell the operating system too; change if attackers may know it");

  @Override
  public String module() {
    return "mod_version";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0092", "1.1", "Software Version"));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(OS_INFO);
  }

  @Override
  public void install(final FeatureSetup setup) {
    final boolean osInfo = setup.options().get(OS_INFO);
    setup.iq(
        Target.HOST,
        StanzaType.GET,
        "query",
        NAMESPACE,
        (iq, out) -> out.result(iq, answer(osInfo)));
    setup.disco(Target.HOST, NAMESPACE);
  }

  private static Element answer(final boolean osInfo) {
    final Element query = new Element("query", NAMESPACE);
    query.child("name").text("Ringtail");
    query.child("version").text(version());
    if (osInfo) {
      query
          .child("os")
          .text(System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
    }
    return query;
  }

  /** From the jar's manifest; classes run from a directory have none. */
  private static String version() {
    final String packaged = SoftwareVersion.class.getPackage().getImplementationVersion();
    return packaged == null ? "unpackaged" : packaged;
  }
}
