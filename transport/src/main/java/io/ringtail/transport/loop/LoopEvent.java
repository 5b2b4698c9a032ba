// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.handlers.node.SlotKind;

/**
 * Something a loop has to put on the ring that was not read from a socket.
 *
 * @param stanza bytes of an undelivered stanza; null for every other kind
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
record LoopEvent(SlotKind kind, long session, Object attachment, byte[] stanza) {}
