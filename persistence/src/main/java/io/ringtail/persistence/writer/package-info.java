// SPDX-License-Identifier: Apache-2.0

/**
 * The store writer: brings the journal into the database, behind everybody's back and exactly once.
 *
 * <pre>
 *   journal ─► tail ─► batch ─► one transaction: position checked │ rows of every sink │ new position
 *                        ▲            │
 *                        └── again ◄──┤ database away: for ever, with growing pauses
 *                            halves ◄─┘ bad data: down to the one entry, which is parked
 * </pre>
 *
 * <p>Who wants rows of an entry in the same transaction implements {@link
 * io.ringtail.persistence.writer.EntrySink}.
 */
package io.ringtail.persistence.writer;
