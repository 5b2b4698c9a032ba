// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import java.util.List;

/**
 * Namespaces and field names of message archives.
 *
 * <p>Owner: anyone, constants. Allocates: never.
 */
final class MamNames {
  static final String MAM = "urn:xmpp:mam:2";

  /** Older form with the same elements; asked for by older clients of MongooseIM. */
  static final String MAM_1 = "urn:xmpp:mam:1";

  static final List<String> VERSIONS = List.of(MAM, MAM_1);
  static final String EXTENDED = MAM + "#extended";
  static final String GROUPCHAT_FIELD = MAM + "#groupchat-field";
  static final String FULL_TEXT = "urn:xmpp:fulltext:0";
  static final String FULL_TEXT_FIELD = "{urn:xmpp:fulltext:0}fulltext";

  /** MongooseIM's name of the field. */
  static final String FULL_TEXT_SEARCH = "full-text-search";

  static final String DATA_FORM = "jabber:x:data";
  static final String VALIDATE = "http://jabber.org/protocol/xdata-validate";

  private MamNames() {}
}
