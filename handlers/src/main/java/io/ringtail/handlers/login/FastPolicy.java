// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

/**
 * How long tokens of a host type live; provided by mod_fast_auth_token to whoever authenticates.
 *
 * @param validityMs life of a token
 * @param rotateBeforeMs how long before its end a token is replaced
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record FastPolicy(long validityMs, long rotateBeforeMs) {}
