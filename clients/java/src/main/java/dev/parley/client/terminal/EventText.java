package dev.parley.client.terminal;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.id.UserId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/// Events as people read them.
final class EventText {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final int MAX_CHARS = 4_000;

    private final People people;
    private final Clock clock;

    /// @param clock says what today is, and where
    EventText(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /// One or more lines, without anything that a terminal obeys.
    String of(ConversationEvent event) {
        String author = people.label(event.author());
        return time(event)
                + switch (event.content()) {
                    case Content.Message message -> " " + author + ": " + text(message.text());
                    case Content.Membership membership -> " * " + author + " " + change(membership.change());
                    case Content.Block block ->
                        " * " + author + (block.blocked() ? " blocked" : " no longer blocks") + " the other side";
                    case Content.Other other ->
                        " * " + author + " did something this version can't show ("
                                + PrintableText.shortLine(other.kind(), 40) + ")";
                };
    }

    /// The whole of a long text would push everything else off the screen.
    private static String text(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MAX_CHARS) {
            return PrintableText.block(text);
        }
        String shown = text.substring(0, text.offsetByCodePoints(0, MAX_CHARS));
        return PrintableText.block(shown) + "… (" + length + " characters; --history with --json has them all)";
    }

    private String time(ConversationEvent event) {
        ZonedDateTime at = event.sentAt().atZone(clock.getZone());
        return at.format(at.toLocalDate().equals(LocalDate.now(clock)) ? TODAY : EARLIER);
    }

    private String change(MembershipChange change) {
        String title = PrintableText.line(change.title());
        return switch (change.kind()) {
            case CREATED -> "created " + title;
            case ADDED -> "added " + names(change.subjects());
            case REMOVED -> "removed " + names(change.subjects());
            case LEFT -> "left";
            case RENAMED -> "renamed the group to " + title;
            case ROLE_CHANGED -> "changed the role of " + names(change.subjects());
        };
    }

    private String names(List<UserId> users) {
        return users.stream().map(people::label).collect(Collectors.joining(", "));
    }
}
