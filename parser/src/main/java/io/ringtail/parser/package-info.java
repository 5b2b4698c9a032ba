// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to stanza views and back: framing, XML rules, JIDs, escaping, splicing writers.
 *
 * <p>Everything here is single-threaded and owned by its caller unless the type says otherwise.
 */
package io.ringtail.parser;
