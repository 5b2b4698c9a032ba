// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * What a login does beyond authenticating.
 *
 * @param create registers the account first where the server offers it (XEP-0077)
 * @param presence sends available presence
 * @param resumable turns stream management with resumption on (XEP-0198) where it is offered
 *     <p>Owner: anyone, immutable. Allocates: never.
 */
public record LoginPlan(boolean create, boolean presence, boolean resumable) {
  public static final LoginPlan ONLINE = new LoginPlan(false, true, false);
}
