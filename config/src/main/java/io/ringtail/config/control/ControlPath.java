// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.control;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a node's control socket is: in its data folder, for its owner only.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class ControlPath {
  /** The kernel's bound on a socket's path (sun_path), without its ending zero. */
  private static final int MAX_BYTES = 107;

  private ControlPath() {}

  public static Path in(final Path dataFolder) {
    return dataFolder.resolve("control.sock");
  }

  /** Whether the kernel can bind it. */
  public static boolean fits(final Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }
}
