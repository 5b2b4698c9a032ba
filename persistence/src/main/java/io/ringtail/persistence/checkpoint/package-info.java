// SPDX-License-Identifier: Apache-2.0
/**
 * Room on the disk for state that its database does not take. It is a help, not a record: the
 * journal holds all of it, so whatever is not as it was left in order is thrown away.
 */
package io.ringtail.persistence.checkpoint;
