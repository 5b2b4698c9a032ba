// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server said it offers: disco features of the server, the account and its services
 * (XEP-0030), and its software (XEP-0092).
 *
 * @param features namespaces, of the server and of the account
 * @param services address of a service by the feature it is known by
 * @param software name and version, may be empty
 *     <p>Owner: anyone, immutable. Allocates: never.
 */
public record Offer(Set<String> features, Map<String, String> services, String software) {
  public static final String ARCHIVE = "urn:xmpp:mam:2";
  public static final String INBOX = "erlang-solutions.com:xmpp:inbox:0";
  public static final String MUC_LIGHT = "urn:xmpp:muclight:0";
  public static final String MUC = "http://jabber.org/protocol/muc";
  public static final String RESUMPTION = "urn:xmpp:sm:3";

  public Offer {
    features = Set.copyOf(features);
    services = Map.copyOf(services);
  }

  public boolean has(final String feature) {
    return features.contains(feature) || services.containsKey(feature);
  }

  public Optional<String> service(final String feature) {
    return Optional.ofNullable(services.get(feature));
  }
}
