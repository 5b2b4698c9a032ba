// SPDX-License-Identifier: Apache-2.0
/**
 * Sequenced memory: the ring's slots, the agents that poll it and the threads they run on.
 *
 * <pre>
 *   I/O loop 0 ─ RingProducer ─┐                                        ┌─► Lane ─► I/O loop 0
 *   I/O loop 1 ─ RingProducer ─┴─► InboundRing ─► Stage ─► … ─► Stage ─┴─► Lane ─► I/O loop 1
 *        ▲                                                                    (LaneWaker)
 *        └── AnswerQueue ◄── virtual threads, timers
 * </pre>
 *
 * <p>This package knows nothing of XMPP. Nothing here waits for a lock. Who may write what:
 *
 * <ul>
 *   <li>a slot belongs to its claimer until it is published, then to each stage in turn;
 *   <li>{@link io.ringtail.ring.Counter} and {@link io.ringtail.ring.RingProducer} have one writer;
 *   <li>{@link io.ringtail.ring.Lane} has one writer and one reader, {@link
 *       io.ringtail.ring.AnswerQueue} many writers and one reader.
 * </ul>
 *
 * <p>Pressure is a value: a refused claim, a full lane, a refused reservation, an empty pool.
 * Whatever is handed to another thread is written with release and read with acquire; where two
 * threads must not miss each other (parking, waking, stopping), each writes, passes a full fence or
 * swaps, and then reads. The proofs of that are in {@code src/jcstress}, run by {@code mvn -Pstress
 * -pl ring verify}.
 */
package io.ringtail.ring;
