// SPDX-License-Identifier: Apache-2.0
/**
 * Other nodes: membership, session directory and stanza links.
 *
 * <p>Nothing is here yet: the module holds its place in the build until clustering is built. A node
 * runs alone.
 */
package io.ringtail.clusterlink;
