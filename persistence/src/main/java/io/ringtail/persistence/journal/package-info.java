// SPDX-License-Identifier: Apache-2.0

/**
 * The journal: every durable fact, once, in the order of the ring, in Chronicle Queue's files.
 *
 * <pre>
 *   ARCHIVE ──append──► mapped file of this cycle ◄──sync, reserve, prepare── keeper thread
 *                              │
 *         reader positions ◄── tails: store writer, checkpoints       rolled files go behind the slowest
 * </pre>
 *
 * <p>A document of the queue is one frame: checksum, then the entry as {@code handlers.journal}
 * lays it out.
 *
 * <pre>
 *   0          4
 *  +----------+---------------------+
 *  | CRC-32C  |  entry …            |
 *  +----------+---------------------+
 * </pre>
 */
package io.ringtail.persistence.journal;
