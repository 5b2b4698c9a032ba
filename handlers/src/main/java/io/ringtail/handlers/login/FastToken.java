// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

/**
 * What is kept of a FAST token: enough to recognise it with the node's secret, and nothing to log
 * in with for who reads the database.
 *
 * @param mechanism the only one it may be used with
 * @param salt from which the node's secret makes the token again
 * @param hash SHA-256 of the token
 * @param expiresAtMs epoch milliseconds
 *     <p>Owner: anyone, immutable; the arrays are not changed. Allocates: per construction.
 */
public record FastToken(FastMechanism mechanism, byte[] salt, byte[] hash, long expiresAtMs) {}
