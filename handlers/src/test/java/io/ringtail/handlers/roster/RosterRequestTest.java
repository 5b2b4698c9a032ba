// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a roster set may say (RFC 6121 §2.3.3, §2.4).
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
class RosterRequestTest {
  private static final Jid OWNER = Jid.parse("juliet@example.com");

  private final Element query = new Element("query", Ns.ROSTER);

  private Element item(final String jid) {
    return query.child("item").set("jid", jid);
  }

  private RosterRequest read() {
    return RosterRequest.of(query, OWNER);
  }

  private void refused(final Condition condition) {
    assertEquals(condition, read().refusal().condition());
  }

  @Test
  void shouldReadNameAndGroupsInOrder() {
    final Element item = item("nurse@example.com").set("name", "Nurse");
    item.child("group").text("Servants");
    item.child("group").text("Friends");

    assertEquals(
        new RosterRequest(
            Jid.parse("nurse@example.com"), "Nurse", List.of("Servants", "Friends"), false, null),
        read());
  }

  @Test
  void shouldIgnoreWhatOnlyTheServerMaySet() {
    item("nurse@example.com")
        .set("subscription", "both")
        .set("ask", "subscribe")
        .set("approved", "true");

    assertEquals(
        new RosterRequest(Jid.parse("nurse@example.com"), "", List.of(), false, null), read());
  }

  @Test
  void shouldTakeTheBareAddressOfAContact() {
    item("nurse@example.com/chamber");

    assertEquals(Jid.parse("nurse@example.com"), read().contact());
  }

  @Test
  void shouldReadARemoval() {
    item("nurse@example.com").set("subscription", "remove");

    assertTrue(read().remove());
    assertNull(read().refusal());
  }

  @Test
  void shouldRefuseAQueryWithoutItem() {
    refused(Condition.BAD_REQUEST);
  }

  @Test
  void shouldRefuseTwoItems() {
    item("nurse@example.com");
    item("romeo@example.net");

    refused(Condition.BAD_REQUEST);
  }

  @Test
  void shouldRefuseAnItemWithoutAddress() {
    item(null);

    refused(Condition.BAD_REQUEST);
  }

  @Test
  void shouldRefuseAnItemWithAnInvalidAddress() {
    item("@example.com");

    refused(Condition.BAD_REQUEST);
  }

  @Test
  void shouldRefuseTheOwnersOwnAddress() {
    item("juliet@example.com/balcony");

    refused(Condition.NOT_ALLOWED);
  }

  @Test
  void shouldRefuseAGroupNamedTwice() {
    final Element item = item("nurse@example.com");
    item.child("group").text("Servants");
    item.child("group").text("Servants");

    refused(Condition.BAD_REQUEST);
  }

  @Test
  void shouldRefuseAnEmptyGroup() {
    item("nurse@example.com").child("group");

    refused(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void shouldRefuseAnOverlongGroup() {
    item("nurse@example.com").child("group").text("g".repeat(RosterRequest.MAX_TEXT_BYTES + 1));

    refused(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void shouldCountBytesOfANameNotCharacters() {
    item("nurse@example.com").set("name", "é".repeat(RosterRequest.MAX_TEXT_BYTES / 2 + 1));

    refused(Condition.NOT_ACCEPTABLE);
  }

  @Test
  void shouldAcceptALongestName() {
    item("nurse@example.com").set("name", "n".repeat(RosterRequest.MAX_TEXT_BYTES));

    assertNull(read().refusal());
  }

  @Test
  void shouldRefuseTooManyGroups() {
    final Element item = item("nurse@example.com");
    for (int i = 0; i <= RosterRequest.MAX_GROUPS; i++) {
      item.child("group").text("group " + i);
    }

    refused(Condition.NOT_ACCEPTABLE);
  }
}
