// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.streams.Sm;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * What a loop knows when an authenticated stream asks to go on where a lost one ended (XEP-0198
 * §5).
 *
 * @param account bare JID that was authenticated
 * @param accountNumber its number in the account store
 * @param moment when its proof began, as {@link io.ringtail.handlers.auth.Revocations} counts
 * @param previousId id of the lost stream as the client gives it; null when it gives none
 * @param h stanzas of ours it has handled; {@link Sm#INVALID} when that is no count
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record ResumeRequest(
    Jid account, long accountNumber, long moment, String previousId, long h) {

  /** What the element says, in the name of an account. */
  public static ResumeRequest of(
      final StanzaView resume, final Jid account, final long accountNumber, final long moment) {
    final StanzaView.Range scratch = new StanzaView.Range();
    return new ResumeRequest(
        account,
        accountNumber,
        moment,
        Sm.attribute(resume, "previd", scratch),
        Sm.count(resume, scratch));
  }
}
