// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A class of users, {@code [acl]}: the union of its patterns.
 *
 * <p>Owner: anyone, immutable. Allocates: at start; a match allocates per call.
 */
public record AccessClass(List<UserPattern> patterns) {
  /** Whose domains a pattern looks at. */
  public enum Scope {
    ALL,
    CURRENT_DOMAIN,
    ANY_HOSTED_DOMAIN,
    NONE
  }

  /** A pattern: every part that is not null must be found in that part of the address. */
  public record UserPattern(Scope scope, Pattern user, Pattern server, Pattern resource) {
    boolean matches(final Jid jid, final Set<String> current, final Set<String> hosted) {
      final boolean inScope =
          switch (scope) {
            case ALL -> true;
            case CURRENT_DOMAIN -> current.contains(jid.domain());
            case ANY_HOSTED_DOMAIN -> hosted.contains(jid.domain());
            case NONE -> false;
          };
      return inScope
          && found(user, jid.local())
          && found(server, jid.domain())
          && found(resource, jid.resource());
    }

    private static boolean found(final Pattern pattern, final String part) {
      return pattern == null || pattern.matcher(part).find();
    }
  }

  public AccessClass {
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether the address belongs to the class.
   *
   * @param current domains of the host type that asks
   * @param hosted every domain of the node
   */
  public boolean contains(final Jid jid, final Set<String> current, final Set<String> hosted) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(jid, current, hosted));
  }
}
