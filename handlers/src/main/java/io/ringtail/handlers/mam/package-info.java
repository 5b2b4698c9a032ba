// SPDX-License-Identifier: Apache-2.0
/**
 * Message archive management for accounts (XEP-0313).
 *
 * <pre>
 *   message ─► ArchiveRule ─► views of the journal entry ─► (store writer) ─► archive
 *   query ──► QueryRequest ─► Outbound.ask: the store has all up to the account's last id
 *                                └► ArchiveStore.page ─► ResultStanzas ─► results, then fin
 * </pre>
 *
 * <p>What is kept is decided in ROUTE, once per message; what a query shows is read from the store,
 * on a virtual thread, and comes back ready to be sent.
 */
package io.ringtail.handlers.mam;
