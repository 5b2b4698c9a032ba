// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * Which implementation of TLS to use.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum TlsEngine {
  /** BoringSSL where its library loads, else the JDK's. */
  AUTO,
  BORINGSSL,
  JDK
}
