// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * A file of random bytes that only its owner may read.
 *
 * <p>Owner: the starting thread. Allocates: at start.
 */
final class SecretFile {
  private SecretFile() {}

  static byte[] readOrCreate(final Path file, final int lengthBytes) throws IOException {
    if (Files.exists(file)) {
      return checked(file, Files.readAllBytes(file), lengthBytes);
    }
    final byte[] secret = new byte[lengthBytes];
    new SecureRandom().nextBytes(secret);
    // A temporary file is the owner's alone from its first moment; the move leaves no half file.
    final Path whole = Files.createTempFile(file.getParent(), "secret", ".tmp");
    Files.write(whole, secret);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    return secret;
  }

  private static byte[] checked(final Path file, final byte[] secret, final int lengthBytes) {
    if (secret.length != lengthBytes) {
      throw new StorageStartException(
          "The file " + file + " has " + secret.length + " bytes instead of " + lengthBytes,
          "Restore it from a backup, or delete it to have a new one made",
          null);
    }
    return secret;
  }
}
