// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.StanzaView;

/**
 * Our last bytes are written or being written; whatever comes is thrown away.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class Closing implements StreamState {
  static final Closing INSTANCE = new Closing();

  private Closing() {}

  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    return true;
  }

  @Override
  public void onStreamEnd(final Stream stream) {}

  @Override
  public boolean isTimed() {
    return false;
  }
}
