// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.util.Locale;

/**
 * Why an authentication did not succeed, RFC 6120 §6.5.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum SaslFailure {
  ABORTED,
  CREDENTIALS_EXPIRED,
  ENCRYPTION_REQUIRED,
  INCORRECT_ENCODING,
  INVALID_AUTHZID,
  INVALID_MECHANISM,
  MALFORMED_REQUEST,
  NOT_AUTHORIZED,
  TEMPORARY_AUTH_FAILURE;

  private final String condition = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Element name of the condition. */
  public String condition() {
    return condition;
  }
}
