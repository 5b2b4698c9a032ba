// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import java.util.List;

/**
 * Messages that wait for an account's next session (XEP-0160), as the store writer left them; it
 * also removes what a session has taken.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}.
 */
public interface OfflineStore {
  /**
   * One message.
   *
   * @param id its journal id, by which it is taken
   * @param archived whether the recipient's archive has it under this id
   * @param receivedAtMs when it came
   * @param stanza its bytes as delivered, without a stanza-id where {@code archived}
   */
  record Kept(long id, boolean archived, long receivedAtMs, byte[] stanza) {}

  int count(long account);

  /**
   * The oldest of those behind {@code afterId}.
   *
   * @param atMost how many
   * @param atMostBytes how large they may be together, but for the first
   */
  List<Kept> load(long account, long afterId, int atMost, int atMostBytes);
}
