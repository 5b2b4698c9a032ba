// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.IOException;

/**
 * How a client proves its account, and goes on with its stream if it has one.
 *
 * <p>Owner: the client's reading thread. Allocates: per connection.
 */
interface Entry {
  /** A stream to go on with (XEP-0198 §5). */
  record Earlier(String id, long handled) {
    String request() {
      return "<resume xmlns='urn:xmpp:sm:3' h='" + handled + "' previd='" + id + "'/>";
    }
  }

  /**
   * Up to the features behind the proven account.
   *
   * @param earlier the stream to go on with, or null
   * @return the server's {@code <resumed/>} or {@code <failed/>}; null where nothing was asked
   */
  String enter(Wire wire, Earlier earlier) throws IOException;
}
