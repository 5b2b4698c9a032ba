// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

/**
 * Answers the requests for one path.
 *
 * <p>Owner: the server's one worker thread. Allocates: per request.
 */
@FunctionalInterface
public interface Page {
  Reply get(Request request);
}
