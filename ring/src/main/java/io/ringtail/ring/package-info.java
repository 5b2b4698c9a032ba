// SPDX-License-Identifier: Apache-2.0
/**
 * Sequenced memory: the ring's slots, the agents that poll it and the threads they run on.
 *
 * <p>This package knows nothing of XMPP. Ownership is stated per class; whatever crosses threads
 * carries a memory-order suffix in its name.
 */
package io.ringtail.ring;
