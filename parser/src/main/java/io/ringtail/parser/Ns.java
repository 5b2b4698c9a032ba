// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Namespaces that more than one package names.
 *
 * <p>Owner: anyone, constants. Allocates: never.
 */
public final class Ns {
  public static final String CLIENT = "jabber:client";
  public static final String SERVER = "jabber:server";
  public static final String COMPONENT = "jabber:component:accept";
  public static final String DIALBACK = "jabber:server:dialback";
  public static final String XML = "http://www.w3.org/XML/1998/namespace";
  public static final String XMLNS = "http://www.w3.org/2000/xmlns/";
  public static final String STREAM = "http://etherx.jabber.org/streams";
  public static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
  public static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
  public static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
  public static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  public static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  public static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";
  public static final String ROSTER = "jabber:iq:roster";
  public static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
  public static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
  public static final String DELAY = "urn:xmpp:delay";
  public static final String FORWARD = "urn:xmpp:forward:0";

  private Ns() {}
}
