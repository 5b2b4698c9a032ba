// SPDX-License-Identifier: Apache-2.0
/**
 * Results for people: one HTML file that needs nothing else, and a summary for the terminal.
 *
 * <p>Tables and bars are plain HTML made here, so that they read without scripts and print; curves
 * are drawn by uPlot, which is part of the file (from npm, {@code uplot/SHA256SUMS} says which
 * bytes).
 */
package io.ringtail.bench.report;
