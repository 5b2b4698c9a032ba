// SPDX-License-Identifier: Apache-2.0
/**
 * Composition root: TOML to immutable settings to wiring to {@code main}, and the ringtail command
 * line.
 *
 * <p>The only package that sees every other module.
 */
package io.ringtail.config;
