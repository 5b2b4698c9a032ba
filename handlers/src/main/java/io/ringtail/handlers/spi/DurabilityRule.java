// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Says which views of the journal keep a message ({@link io.ringtail.handlers.journal.Views}). The
 * bits of all rules together make it durable.
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface DurabilityRule {
  /** Views on the sender's side; {@code sender} is a loaded account of this node. */
  int sent(Packet packet, AccountView sender);

  /**
   * Views on the recipient's side; {@code recipient} is a loaded account of this node.
   *
   * @param chosen the sessions that get it; none when nobody can take it now
   */
  int received(Packet packet, AccountView recipient, RoutedHook.Chosen chosen);
}
