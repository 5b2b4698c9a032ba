// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

/**
 * A specification a feature implements: the support table in the README is made from these.
 *
 * @param document {@code RFC 6121}, {@code XEP-0199}
 * @param version version of the text followed; empty for RFCs
 * @param title its title
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Spec(String document, String version, String title) {}
