// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import picocli.CommandLine.IVersionProvider;

/**
 * The version this was built as.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Version implements IVersionProvider {
  /** From the jar's manifest, {@code 0.1.0}; classes run from a folder have none. */
  public static String text() {
    final String packaged = Version.class.getPackage().getImplementationVersion();
    return packaged == null ? "unpackaged" : packaged;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Ringtail " + text() + ", Java " + Runtime.version()};
  }
}
