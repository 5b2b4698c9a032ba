// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.Journal;

/**
 * What makes a message durable: ids that go on where the journal ended, and whether it takes more.
 *
 * <p>Owner: Router. Allocates: at start.
 */
public record Durability(ArchiveIds ids, Journal journal) {}
