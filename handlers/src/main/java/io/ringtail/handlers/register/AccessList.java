// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.spi.Option;
import java.util.List;
import java.util.Map;

/**
 * Which addresses may register accounts: the first rule that matches decides; none matching allows.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
record AccessList(List<Rule> rules) {
  static final Option<List<Map<String, String>>> OPTION =
      new Option<>(
          "ip_access",
          new Option.Tables(List.of("address", "policy")),
          List.of(),
          "",
          "who may register, such as {address = \"10.0.0.0/8\", policy = \"allow\"} followed by"
              + " {address = \"0.0.0.0/0\", policy = \"deny\"}; first match wins");

  /** One line of the list. */
  record Rule(Network network, boolean allows) {}

  static AccessList of(final List<Map<String, String>> tables) {
    return new AccessList(tables.stream().map(AccessList::rule).toList());
  }

  private static Rule rule(final Map<String, String> table) {
    final String address = table.get("address");
    final String policy = table.get("policy");
    if (address == null || policy == null) {
      throw new IllegalArgumentException("mod_register.ip_access needs address and policy");
    }
    return switch (policy) {
      case "allow" -> new Rule(Network.parse(address), true);
      case "deny" -> new Rule(Network.parse(address), false);
      default ->
          throw new IllegalArgumentException(
              "mod_register.ip_access: policy is allow or deny, not '" + policy + "'");
    };
  }

  boolean allows(final byte[] address) {
    for (final Rule rule : rules) {
      if (rule.network().contains(address)) {
        return rule.allows();
      }
    }
    return true;
  }
}
