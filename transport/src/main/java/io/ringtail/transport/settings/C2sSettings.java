// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * One {@code [[listen.c2s]]} entry.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public record C2sSettings(SocketSettings socket, TlsSettings tls, StreamSettings stream) {}
