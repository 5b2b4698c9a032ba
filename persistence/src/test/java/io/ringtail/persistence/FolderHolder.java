// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A process that holds a data folder until it is ended.
 *
 * <p>Owner: its main thread. Allocates: at start.
 */
final class FolderHolder {
  private FolderHolder() {}

  public static void main(final String[] arguments) throws IOException {
    try (DataFolder folder = DataFolder.open(Path.of(arguments[0]))) {
      System.out.println("held " + folder.path());
      // Ends with the test that started it, when its end of the pipe closes.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
