// SPDX-License-Identifier: Apache-2.0
/**
 * The capacity lab: black-box load against any XMPP server, and the minimal relay figures are
 * compared with.
 *
 * <p>No server module is on this class path; the client codec is its own.
 */
package io.ringtail.bench;
