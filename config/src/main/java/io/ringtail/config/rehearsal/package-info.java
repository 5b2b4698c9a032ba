// SPDX-License-Identifier: Apache-2.0
/**
 * A few clients that use a node of this process as real ones would, so that the start-up cache (JEP
 * 514, 515) knows the classes and the profile of logins, messages and resumed streams.
 */
package io.ringtail.config.rehearsal;
