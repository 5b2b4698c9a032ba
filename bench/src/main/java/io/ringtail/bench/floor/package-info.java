// SPDX-License-Identifier: Apache-2.0
/**
 * What the machine itself takes for the things a messaging server is made of, measured in seconds
 * before each run: the floor under every figure.
 */
package io.ringtail.bench.floor;
