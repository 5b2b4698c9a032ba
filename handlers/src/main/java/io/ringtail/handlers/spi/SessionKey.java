// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * Names a feature's state in a session.
 *
 * @param index position in the state array
 * @param flag name under which the journal keeps it; null when it ends with the process
 * @param <T> type of the state
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record SessionKey<T>(int index, String flag) {}
