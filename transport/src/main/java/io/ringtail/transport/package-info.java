// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets: Netty loops, TLS, stream negotiation and SASL, and the lanes back to the clients.
 *
 * <p>One loop owns an endpoint from accept to close; nothing in an endpoint is shared.
 */
package io.ringtail.transport;
