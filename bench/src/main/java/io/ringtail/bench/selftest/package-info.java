// SPDX-License-Identifier: Apache-2.0
/** The lab measures relays whose faults are known, and must find exactly those. */
package io.ringtail.bench.selftest;
