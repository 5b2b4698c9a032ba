// SPDX-License-Identifier: Apache-2.0
/**
 * Conversations with a node as plain text files, run in process and over TCP.
 *
 * <p>A transcript lies in {@code src/test/resources/transcripts} and reads like this:
 *
 * <pre>
 *   # spec: XEP-0199 2.0.1 §4.2
 *   client romeo = romeo@montague.lit/orchard
 *
 *   romeo connects
 *   romeo &gt; &lt;iq type='get' id='p1' to='montague.lit'&gt;&lt;ping xmlns='urn:xmpp:ping'/&gt;&lt;/iq&gt;
 *   romeo &lt; &lt;iq type='result' id='p1' from='montague.lit' to='romeo@montague.lit/orchard'/&gt;
 * </pre>
 *
 * <p>A line that begins with white space continues the line before it. {@code #} begins a comment.
 *
 * <p>What the node must be like, before the first step:
 *
 * <ul>
 *   <li>{@code client NAME = FULL-JID}: a client and its account; with a mere domain, a client that
 *       does not log in
 *   <li>{@code account BARE-JID}: an account without a client
 *   <li>{@code roster BARE-JID CONTACT to|from|both|none}: an item of a stored roster
 *   <li>{@code module NAME}: a module that is off by default; {@code without NAME}: one less
 *   <li>{@code option MODULE KEY = VALUE}: an option, the value as in TOML
 * </ul>
 *
 * <p>Steps:
 *
 * <ul>
 *   <li>{@code NAME connects}: logs in and binds; {@code NAME comes online}: the same, then sends
 *       presence, and whatever that brings to anybody goes unread
 *   <li>{@code NAME authenticates}: proves its account and binds nothing: what it sends next may
 *       resume a stream (XEP-0198) or bind
 *   <li>{@code NAME logs in with XML}: proves its account by XEP-0388 with that asked for inline;
 *       over TCP its resource is the node's choice
 *   <li>{@code NAME disconnects}: the connection is lost; {@code NAME leaves}: closes its stream
 *   <li>{@code NAME > XML}: sends; {@code NAME < XML}: the next stanza received matches
 *   <li>{@code NAME < nothing}: nothing was received that is not accounted for
 *   <li>{@code in any order:} … {@code end}: expectations of which each client may see its own in
 *       any order
 *   <li>{@code NAME is closed: CONDITION}: the stream ended with this stream error
 * </ul>
 *
 * <p>{@code <r/>} of XEP-0198 comes when it comes: it is skipped unless it is what is expected.
 *
 * <p>At the end every client must have nothing unread.
 *
 * <p>Matching: by namespace and name, never by prefix; attributes in any order, each with the same
 * value and none else; children in any order; text without the white space around it. {@code {any}}
 * as a value or text matches whatever is there; {@code {name}} matches whatever is there the first
 * time, the same again later, and stands for it in what is sent. The text {@code {more}} in an
 * element allows attributes and children that are not named.
 */
package io.ringtail.handlers.transcript;
