// SPDX-License-Identifier: Apache-2.0
/**
 * The core: router, sessions, presence, one package per specification, and the ports floor 3
 * implements.
 *
 * <p>No sockets, threads, files, clocks, SQL, loggers or configuration files are visible from here:
 * time and answers arrive as slots on the ring, effects leave through ports.
 */
package io.ringtail.handlers;
