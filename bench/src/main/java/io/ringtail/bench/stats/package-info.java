// SPDX-License-Identifier: Apache-2.0
/**
 * What may be concluded from a handful of noisy rounds.
 *
 * <p>Everything here is rank- or resampling-based: rounds are few (five is usual), their errors are
 * skewed (a neighbour's burst only ever makes a round worse) and nobody knows their distribution. A
 * Student test would assume one; a rank test only assumes that rounds are exchangeable, which
 * interleaving A B A B is there to bring about.
 */
package io.ringtail.bench.stats;
