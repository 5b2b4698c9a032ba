// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The salted password of one account (RFC 5802 §3), derived again only when the server names
 * another salt: so that a login storm loads the server and not the lab.
 *
 * <p>Owner: the loop that logs the account in. Allocates: per derivation.
 */
public final class ScramKeys {
  private String hash = "";
  private byte[] salt = {};
  private int iterations;
  private byte[] salted = {};

  byte[] salted(
      final String newHash, final String password, final byte[] newSalt, final int newIterations)
      throws GeneralSecurityException {
    if (!hash.equals(newHash) || iterations != newIterations || !Arrays.equals(salt, newSalt)) {
      final int bits =
          switch (newHash) {
            case "SHA1" -> 160;
            case "SHA256" -> 256;
            default -> 512;
          };
      final PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), newSalt, newIterations, bits);
      salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmac" + newHash)
              .generateSecret(spec)
              .getEncoded();
      hash = newHash;
      salt = newSalt.clone();
      iterations = newIterations;
    }
    return salted;
  }
}
