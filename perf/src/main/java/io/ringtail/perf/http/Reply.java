// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import java.nio.charset.StandardCharsets;

/**
 * What is answered to a request.
 *
 * @param status HTTP status code
 * @param contentType with its charset
 * @param body not to be changed any more
 * @param lasting whether a browser may keep it and only ask whether it has changed
 *     <p>Owner: anyone, immutable. Allocates: per request, or once for what never changes.
 */
public record Reply(int status, String contentType, byte[] body, boolean lasting) {
  public static Reply text(final int status, final String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply json(final byte[] body) {
    return of(200, "application/json; charset=utf-8", body);
  }

  public static Reply of(final int status, final String contentType, final byte[] body) {
    return new Reply(status, contentType, body, false);
  }
}
