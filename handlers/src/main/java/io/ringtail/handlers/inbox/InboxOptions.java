// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.spi.Option;
import java.util.List;

/**
 * The options of {@code [modules.mod_inbox]}, MongooseIM's.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
final class InboxOptions {
  final Option<List<String>> boxes =
      new Option<>(
          "boxes",
          new Option.Texts(),
          List.of(),
          "",
          "boxes clients may sort conversations into, besides inbox, archive and bin");

  final Option<List<String>> resetMarkers =
      new Option<>(
          "reset_markers",
          new Option.SomeOf(List.of("displayed", "received", "acknowledged")),
          List.of("displayed"),
          "",
          "chat markers that read messages");

  final Option<Long> maxResultLimit =
      new Option<>(
          "max_result_limit",
          new Option.Whole(1, Long.MAX_VALUE),
          Long.MAX_VALUE,
          "conversations",
          "most conversations in one answer; never more than 500, further ones are on further"
              + " pages");

  final Option<Long> binTtl =
      new Option<>(
          "bin_ttl",
          new Option.Whole(0, 36_500),
          30L,
          "days",
          "how long a conversation stays in the bin after its last message");

  final Option<Long> binCleanAfter =
      new Option<>(
          "bin_clean_after",
          new Option.Whole(1, 8_760),
          1L,
          "hours",
          "how often the bin is looked through for what has been there long enough");

  private final Option<String> backend =
      new Option<>(
          "backend",
          new Option.OneOf(List.of("rdbms", "rdbms_async")),
          "rdbms_async",
          "",
          "accepted for MongooseIM's sake: conversations are always journaled at once and written"
              + " to the node's relational store seconds later");

  final Option<List<String>> groupchat =
      new Option<>(
          "groupchat",
          new Option.SomeOf(List.of("muclight", "muc")),
          List.of("muclight"),
          "",
          "kinds of rooms whose messages are in the inbox; this version has no rooms");

  final Option<Boolean> affChanges =
      new Option<>(
          "aff_changes",
          new Option.Flag(),
          true,
          "",
          "whether joining a MUC Light room is in the inbox; this version has no rooms");

  final Option<Boolean> removeOnKicked =
      new Option<>(
          "remove_on_kicked",
          new Option.Flag(),
          true,
          "",
          "whether leaving a room removes its conversation; this version has no rooms");

  private final Option<Long> deleteDomainLimit =
      new Option<>(
          "delete_domain_limit",
          new Option.Whole(1, Long.MAX_VALUE),
          Long.MAX_VALUE,
          "conversations",
          "accepted for MongooseIM's sake: an account's conversations go with the account");

  List<Option<?>> all() {
    return List.of(
        backend,
        boxes,
        resetMarkers,
        groupchat,
        affChanges,
        removeOnKicked,
        maxResultLimit,
        binTtl,
        binCleanAfter,
        deleteDomainLimit);
  }
}
