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
 * <p>Before all this a connection has to be accepted, and then it is a stranger's:
 *
 * <pre>
 *   kernel's backlog ─► budget of accepts ─► strangers: so many, the largest crowd goes ─► as above
 * </pre>
 *
 * <p>Each I/O loop has its own share of the budgets and its own rooms: nothing here is shared
 * between threads, but for the one number of the budget of accepts.
 */
package io.ringtail.transport.admit;
