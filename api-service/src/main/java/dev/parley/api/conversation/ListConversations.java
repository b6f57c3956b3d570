package dev.parley.api.conversation;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists a user's conversations. Pages follow the order in which entries last changed, latest first; within a page
/// the conversation with the newest event stands first.
final class ListConversations {
    static final int MAX_LIMIT = 100;

    private final HeadStore headStore;
    private final ParticipantStore participants;

    ListConversations(HeadStore headStore, ParticipantStore participants) {
        this.headStore = headStore;
        this.participants = participants;
    }

    /// @param next for the page that follows, null if there is none
    record Page(List<Listed> conversations, @Nullable Place next) {}

    /// @param before where the last page ended, null for the first page
    Page list(UserId user, @Nullable Place before, int limit) {
        Map<ConversationId, String> ownGroups = participants.groupsOf(user);
        List<Head> heads = new ArrayList<>(headStore.heads(user));
        addUnheardOf(ownGroups.keySet(), heads);
        List<Head> following = heads.stream()
                .filter(head -> before == null || head.changed().compareTo(before) < 0)
                .sorted(Comparator.comparing(Head::changed).reversed())
                .toList();
        List<Head> page = following.subList(0, Math.min(limit, following.size()));
        Place next = following.size() > limit ? page.getLast().changed() : null;
        return new Page(describe(user, page, ownGroups), next);
    }

    private static void addUnheardOf(Set<ConversationId> ownGroups, List<Head> heads) {
        Set<ConversationId> heard = new HashSet<>();
        heads.forEach(head -> heard.add(head.conversation()));
        for (ConversationId group : ownGroups) {
            if (group instanceof ConversationId.Group unheardOf && !heard.contains(group)) {
                heads.add(Head.unheardOf(unheardOf));
            }
        }
    }

    private List<Listed> describe(UserId user, List<Head> page, Map<ConversationId, String> ownGroups) {
        List<UserId> others = new ArrayList<>();
        List<ConversationId.Group> groups = new ArrayList<>();
        List<Head> left = new ArrayList<>();
        for (Head head : page) {
            switch (head.conversation()) {
                case ConversationId.Direct direct -> others.add(direct.other(user));
                case ConversationId.Group group -> {
                    if (ownGroups.containsKey(group)) {
                        groups.add(group);
                    } else {
                        left.add(head);
                    }
                }
            }
        }
        Details details = new Details(
                user,
                headStore.lastEvents(page.stream().filter(it -> it.seq() > 0).toList()),
                participants.peers(others),
                ownGroups,
                participants.membersOf(groups),
                headStore.titles(left));
        return page.stream()
                .map(details::describe)
                .sorted(Comparator.comparing(Details::newness).reversed())
                .toList();
    }

    /// What is known of a page's conversations.
    private record Details(
            UserId user,
            Map<ConversationId, MessageId> lastEvents,
            Map<UserId, ParticipantStore.Peer> peers,
            Map<ConversationId, String> ownGroups,
            Map<ConversationId, List<ParticipantStore.Participant>> members,
            Map<ConversationId, String> leftTitles) {

        /// Without an event: created a moment ago.
        static Instant newness(Listed listed) {
            return listed.lastAt() == null ? Instant.MAX : listed.lastAt();
        }

        Listed describe(Head head) {
            return switch (head.conversation()) {
                case ConversationId.Direct direct -> direct(head, direct);
                case ConversationId.Group group -> group(head, group);
            };
        }

        private Listed direct(Head head, ConversationId.Direct direct) {
            UserId other = direct.other(user);
            ParticipantStore.Peer peer = peers.getOrDefault(other, new ParticipantStore.Peer(other, "", ""));
            return listed(head, "direct", peer.displayName(), null, peer, null);
        }

        private Listed group(Head head, ConversationId.Group group) {
            String title = ownGroups.get(group);
            return title == null
                    ? listed(head, "group", leftTitles.getOrDefault(group, ""), null, null, left(head))
                    : listed(head, "group", title, members.getOrDefault(group, List.of()), null, null);
        }

        /// Null where the removal is admitted but its event is still on its way.
        private static @Nullable Long left(Head head) {
            return head.leftSeq() == 0 ? null : head.leftSeq();
        }

        private Listed listed(
                Head head,
                String kind,
                String title,
                @Nullable List<ParticipantStore.Participant> inIt,
                ParticipantStore.@Nullable Peer peer,
                @Nullable Long leftSeq) {
            MessageId last = lastEvents.get(head.conversation());
            return new Listed(
                    head.conversation(),
                    kind,
                    title,
                    head.seq(),
                    head.readSeq(),
                    head.unread(),
                    last == null ? null : Snowflake.instant(last.value()),
                    inIt,
                    peer,
                    leftSeq,
                    head.mute().equals(Mute.NONE) ? null : head.mute().text());
        }
    }
}
