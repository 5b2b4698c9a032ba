// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.time;

import io.ringtail.handlers.delay.Delay;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.FeatureSetup;
import io.ringtail.handlers.spi.FeatureSetup.Target;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.Element;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * Tells the domain's time. Servers live in UTC, so where the machine stands is not told.
 *
 * <p>Owner: Router. Allocates: per request.
 */
public final class EntityTime implements Feature {
  private static final String NAMESPACE = "urn:xmpp:time";

  @Override
  public String module() {
    return "mod_time";
  }

  @Override
  public List<Spec> specs() {
    return List.of(new Spec("XEP-0202", "2.0", "Entity Time"));
  }

  @Override
  public void install(final FeatureSetup setup) {
    setup.iq(Target.HOST, StanzaType.GET, "time", NAMESPACE, EntityTime::tell);
    setup.disco(Target.HOST, NAMESPACE);
  }

  private static void tell(final IqRequest iq, final Outbound out) {
    final Element time = new Element("time", NAMESPACE);
    time.child("tzo").text("+00:00");
    time.child("utc").text(Delay.stamp(out.nowMs() / 1000 * 1000));
    out.result(iq, time);
  }
}
