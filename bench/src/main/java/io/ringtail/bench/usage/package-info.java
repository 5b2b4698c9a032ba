// SPDX-License-Identifier: Apache-2.0
/** What the kernel and the JVM know of the server's processes, the machine and the lab itself. */
package io.ringtail.bench.usage;
