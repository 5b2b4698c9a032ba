// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * SCRAM keys as one line of text, in the form MongooseIM keeps them, so that its accounts can be
 * taken over as they are:
 *
 * <pre>
 * ==MULTI_SCRAM==,iterations,===SHA1===salt|storedKey|serverKey,==SHA256==salt|storedKey|serverKey
 * ==SCRAM==,storedKey,serverKey,salt,iterations            (older; SHA-1 only; read, never written)
 * </pre>
 *
 * Keys whose iteration count is not the line's carry it as a fourth field.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class ScramText {
  private static final String MULTI = "==MULTI_SCRAM==,";
  private static final String SINGLE = "==SCRAM==,";

  private ScramText() {}

  public static String write(final StoredPassword.Scram password) {
    final List<ScramKeys> keys = password.keys();
    final int iterations = keys.isEmpty() ? 0 : keys.getFirst().iterations();
    final StringBuilder line = new StringBuilder(MULTI).append(iterations);
    for (final ScramKeys key : keys) {
      line.append(',').append(prefix(key.hash())).append(base64(key.salt())).append('|');
      line.append(base64(key.storedKey())).append('|').append(base64(key.serverKey()));
      if (key.iterations() != iterations) {
        line.append('|').append(key.iterations());
      }
    }
    return line.toString();
  }

  /** The keys of a line; hashes we do not offer are left out. Empty when it cannot be read. */
  public static Optional<StoredPassword.Scram> read(final String line) {
    try {
      if (line.startsWith(MULTI)) {
        return Optional.of(multi(line.substring(MULTI.length()).split(",", -1)));
      }
      if (line.startsWith(SINGLE)) {
        return Optional.of(single(line.substring(SINGLE.length()).split(",", -1)));
      }
      return Optional.empty();
    } catch (final IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static StoredPassword.Scram multi(final String[] parts) {
    final int iterations = Integer.parseInt(parts[0]);
    final List<ScramKeys> keys = new ArrayList<>(parts.length);
    for (final ScramHash hash : ScramHash.values()) {
      final String prefix = prefix(hash);
      for (int i = 1; i < parts.length; i++) {
        if (parts[i].startsWith(prefix)) {
          keys.add(keys(hash, iterations, parts[i].substring(prefix.length()).split("\\|", -1)));
        }
      }
    }
    return new StoredPassword.Scram(keys);
  }

  private static ScramKeys keys(final ScramHash hash, final int common, final String[] fields) {
    if (fields.length < 3 || fields.length > 4) {
      throw new IllegalArgumentException("three or four fields expected");
    }
    final int iterations = fields.length == 4 ? Integer.parseInt(fields[3]) : common;
    return checked(hash, fields[0], iterations, fields[1], fields[2]);
  }

  private static StoredPassword.Scram single(final String[] fields) {
    if (fields.length != 4) {
      throw new IllegalArgumentException("four fields expected");
    }
    final int iterations = Integer.parseInt(fields[3]);
    return new StoredPassword.Scram(
        List.of(checked(ScramHash.SHA_1, fields[2], iterations, fields[0], fields[1])));
  }

  private static ScramKeys checked(
      final ScramHash hash,
      final String salt,
      final int iterations,
      final String storedKey,
      final String serverKey) {
    final Base64.Decoder decoder = Base64.getDecoder();
    final ScramKeys keys =
        new ScramKeys(
            hash,
            decoder.decode(salt),
            iterations,
            decoder.decode(storedKey),
            decoder.decode(serverKey));
    if (iterations < 1
        || keys.salt().length == 0
        || keys.storedKey().length != hash.lengthBytes()
        || keys.serverKey().length != hash.lengthBytes()) {
      throw new IllegalArgumentException("keys of the wrong size");
    }
    return keys;
  }

  /** MongooseIM writes three signs before the first hash's name and two before the others. */
  private static String prefix(final ScramHash hash) {
    return switch (hash) {
      case SHA_1 -> "===SHA1===";
      case SHA_256 -> "==SHA256==";
      case SHA_512 -> "==SHA512==";
    };
  }

  private static String base64(final byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
