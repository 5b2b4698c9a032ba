// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Map;

/**
 * A transcript file: what the node must be like, and what happens.
 *
 * @param name file name without its ending
 * @param specs what it shows, as in {@code XEP-0199 2.0.1 §4.2}
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record Transcript(String name, List<String> specs, Setup setup, List<Step> steps) {
  /**
   * The node's state before the first step.
   *
   * @param clients name to full JID, or to a domain for one that does not log in
   * @param accounts bare JIDs of further accounts
   * @param modules further modules
   * @param without modules that are on by default but not here
   */
  public record Setup(
      Map<String, Jid> clients,
      List<Jid> accounts,
      List<Contact> rosters,
      List<String> modules,
      List<String> without,
      List<Setting> settings) {
    /** Domains of all clients and accounts, in the order they are named. */
    public List<String> domains() {
      return java.util.stream.Stream.concat(clients.values().stream(), accounts.stream())
          .map(Jid::domain)
          .distinct()
          .toList();
    }
  }

  /** An item of a stored roster. */
  public record Contact(Jid owner, Jid contact, Subscription subscription) {}

  /** An option of a module, its value in TOML. */
  public record Setting(String module, String key, String value) {}
}
