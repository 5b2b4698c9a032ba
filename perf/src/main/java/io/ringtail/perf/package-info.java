// SPDX-License-Identifier: Apache-2.0
/**
 * Operators: latency recorders' outlet, HdrHistogram logs, dashboards and metrics.
 *
 * <p>Nothing is here yet: the module holds its place in the build until the operators' floor is
 * built.
 */
package io.ringtail.perf;
