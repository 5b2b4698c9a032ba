// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

/**
 * The clients of a transcript, each on a connection of its own to one node made for it.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface TranscriptDriver extends AutoCloseable {
  /**
   * Connects the client, logs in and binds the resource of its JID; a client whose JID is a domain
   * stops before authentication.
   */
  void connect(String client);

  /** Connects the client and proves its account, but binds no resource. */
  void authenticate(String client);

  /**
   * Connects the client and proves its account in XEP-0388's way; the answer is left to be read.
   *
   * @param inline the elements asked for together with it
   */
  void logIn(String client, String inline);

  /** Closes the stream in order, then the connection. */
  void leave(String client);

  /** Breaks the connection without closing the stream. */
  void disconnect(String client);

  void send(String client, String xml);

  /**
   * The next stanza received, waiting for it as long as one may come; null when everything sent so
   * far by anybody has been dealt with and nothing is left. A stream error counts as none.
   */
  String next(String client);

  /** The condition of the stream error that ended the stream; null while it is open. */
  String closedWith(String client);

  @Override
  void close();

  /** Makes a node and its driver. */
  interface Factory {
    TranscriptDriver start(Transcript.Setup setup);
  }
}
