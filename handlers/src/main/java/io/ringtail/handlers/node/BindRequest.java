// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.parser.Jid;

/**
 * What a loop knows when an authenticated stream asks for a resource (RFC 6120 §7).
 *
 * @param account bare JID that was authenticated
 * @param accountNumber its number in the account store
 * @param moment when its proof began, as {@link io.ringtail.handlers.auth.Revocations} counts
 * @param iqId id of the bind request, unescaped
 * @param resource the resource asked for, unescaped; empty to let the server choose
 * @param language the stream's {@code xml:lang}; empty when it gave none
 * @param inline what else came with the authentication; null for a bind request of its own
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record BindRequest(
    Jid account,
    long accountNumber,
    long moment,
    String iqId,
    String resource,
    String language,
    InlineLogin inline) {}
