// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.WriterProgress;

/**
 * What makes a message durable: ids that go on where the journal ended, whether it takes more, and
 * how far the store has followed.
 *
 * <p>Owner: Router. Allocates: at start.
 */
public record Durability(ArchiveIds ids, Journal journal, WriterProgress progress) {}
