// SPDX-License-Identifier: Apache-2.0
/**
 * Stores behind the ports of {@code handlers}: SQLite as embedded default, PostgreSQL in
 * production.
 *
 * <p>Every call here may block and is made on a virtual thread, never on a loop or a stage.
 */
package io.ringtail.persistence;
