// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.sasl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The channel binding types one TLS connection really has, with their data (RFC 5929, RFC 9266).
 *
 * <p>Owner: the loop of the stream, immutable. Allocates: once per TLS connection.
 */
public final class ChannelBindings {
  public static final String SERVER_END_POINT = "tls-server-end-point";
  public static final String EXPORTER = "tls-exporter";

  /** A connection without TLS. */
  public static final ChannelBindings NONE = new ChannelBindings(Map.of());

  private final Map<String, byte[]> dataByType;

  public ChannelBindings(final Map<String, byte[]> dataByType) {
    this.dataByType = new LinkedHashMap<>(dataByType);
  }

  /** Types in the order to advertise, strongest first. */
  public Set<String> types() {
    return dataByType.keySet();
  }

  public boolean isEmpty() {
    return dataByType.isEmpty();
  }

  /** The binding's data; null when the type is not available here. Not a copy. */
  public byte[] data(final String type) {
    return dataByType.get(type);
  }
}
