// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to stanza views and back: framing, XML rules, JIDs, escaping, splicing writers.
 *
 * <pre>
 *   socket ─► Framer (one per stream) ─► frame ─► StanzaParser (one per loop and kind of stream)
 *                 │ STREAM_OPEN                        │ UTF-8, CharacterData, Aalto, StartTag
 *                 ▼                                    ▼
 *             StreamHeader                        StanzaView ─► Splice ─► bytes for the recipient
 *                                                      └─► Elements (cold: a tree)
 * </pre>
 *
 * <p>What leaves here in a view is accepted by every XML parser behind it, which Aalto alone does
 * not promise: it lets through overlong UTF-8, foreign entities, a bare {@code ]]>}, a NUL in an
 * end tag, {@code xmlns:p=''}, {@code xmlns:=''}, names with a digit behind the colon. Each of
 * these is checked in one place of ours, and the tests ask the JDK's parser for a second opinion.
 *
 * <p>Everything here is single-threaded and owned by its caller unless the type says otherwise.
 */
package io.ringtail.parser;
