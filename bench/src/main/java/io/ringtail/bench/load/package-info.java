// SPDX-License-Identifier: Apache-2.0
/**
 * The load engine: loops, the clock of arrivals, numbered messages, what was measured.
 *
 * <pre>
 *   Arrivals ─due─► Work.act ─► Session.append ─┐            one LoadLoop thread
 *        ▲                                      ├─► flush ─► sockets
 *        └──────────── epoll (until due) ◄──────┘
 *   sockets ─► Session ─► Work.onStanza ─► Tally (lost, doubled, reordered) + LoopStats (latency)
 *                                             main thread reads LoopStats once a second
 * </pre>
 */
package io.ringtail.bench.load;
