// SPDX-License-Identifier: Apache-2.0
/**
 * Who may log in now, who waits and who is turned away.
 *
 * <pre>
 *   login ─► budget has room, nobody waits ────────────────────────────► goes on
 *        └─► waiting room: domain ─► source address ─► first come  ─►┬─► goes on, in its turn
 *                                                                    ├─► turned away: room full, too long
 *                                                                    └─► has left
 * </pre>
 *
 * <p>The same rooms hold clients that have not begun TLS yet, and those that want to register.
 *
 * <p>Each I/O loop has its own share of the budget and its own room: nothing here is shared between
 * threads.
 */
package io.ringtail.transport.admit;
