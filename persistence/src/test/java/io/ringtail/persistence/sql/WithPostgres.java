// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the JVM's {@link PostgresServer}.
 *
 * <p>Owner: JUnit. Allocates: per call.
 */
final class WithPostgres implements ParameterResolver {
  @Override
  public boolean supportsParameter(
      final ParameterContext parameter, final ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresServer.class;
  }

  @Override
  public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
    return PostgresServer.of(context);
  }
}
