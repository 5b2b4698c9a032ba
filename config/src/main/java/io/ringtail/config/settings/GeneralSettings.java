// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

/**
 * {@code [general]}.
 *
 * @param logLevel MongooseIM's word
 * @param logFormat {@code text} or {@code json}
 * @param defaultDomain sender of stream errors while a client's domain is unknown
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record GeneralSettings(String logLevel, String logFormat, String defaultDomain) {}
