// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Which database to open, and how.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public sealed interface DatabaseSettings permits SqliteSettings, PostgresSettings {}
