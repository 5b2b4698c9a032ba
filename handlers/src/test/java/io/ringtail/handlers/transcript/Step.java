// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.util.List;

/**
 * One thing a transcript does or expects.
 *
 * <p>Owner: anyone, immutable. Allocates: per construction.
 */
public sealed interface Step {
  /** Line of the file, from 1. */
  int line();

  /** Logs in and binds, and sends presence when {@code online}. */
  record Connect(int line, String client, boolean online) implements Step {}

  /** Authenticates and binds nothing. */
  record Authenticate(int line, String client) implements Step {}

  /** Authenticates with XEP-0388, with more asked for together with it. */
  record LogIn(int line, String client, String inline) implements Step {}

  /** Closes the stream in order. */
  record Leave(int line, String client) implements Step {}

  /** Loses the connection. */
  record Disconnect(int line, String client) implements Step {}

  /** Sends one stanza. */
  record Send(int line, String client, String xml) implements Step {}

  /** The next stanza received matches. */
  record Expect(int line, String client, String xml) implements Step {}

  /** Expectations in any order. */
  record Unordered(int line, List<Expect> expectations) implements Step {}

  /** Nothing is unread. */
  record Silence(int line, String client) implements Step {}

  /** The stream has ended with a stream error. */
  record Closed(int line, String client, String condition) implements Step {}
}
