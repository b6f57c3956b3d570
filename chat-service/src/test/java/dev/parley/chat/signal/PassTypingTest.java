package dev.parley.chat.signal;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Members;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassTypingTest {
    private final SignalScene scene = new SignalScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theOtherMembersHearOfItAndTheTypistDoesNot() {
        type(ALICE, GROUP);
        type(BOB, DIRECT);
        assertThat(scene.told()).containsExactly("[2, 3] 1 types in g.77", "[1] 2 types in d.1.2");
    }

    @Test
    void atMostOnceIn3SecondsPerConversationAndUser() {
        type(ALICE, GROUP);
        type(ALICE, GROUP);
        type(ALICE, DIRECT);
        type(BOB, GROUP);
        scene.pass(Duration.ofMillis(2_999));
        type(ALICE, GROUP);
        assertThat(scene.told()).hasSize(3);
        scene.pass(Duration.ofMillis(1));
        type(ALICE, GROUP);
        assertThat(scene.told()).hasSize(4);
        assertThat(scene.count("chat.typing.dropped", "too_often")).isEqualTo(2);
    }

    @Test
    void nobodyTypesInManyConversationsAtOnce() {
        for (int i = 1; i <= 50; i++) {
            ConversationId.Group group = new ConversationId.Group(i);
            scene.members.put(group, SignalScene.of(ALICE, BOB));
            type(ALICE, group);
        }
        assertThat(scene.told()).hasSize(TypingRates.OVERALL.burst());
    }

    @Test
    void strangersAreNotSeenTyping() {
        type(CAROL, DIRECT);
        type(new UserId(9), GROUP);
        type(ALICE, new ConversationId.Group(404));
        assertThat(scene.told()).isEmpty();
        assertThat(scene.count("chat.typing.dropped", "not_allowed")).isEqualTo(3);
    }

    @Test
    void overABlockNothingIsSeen() {
        scene.members.put(DIRECT, new Members(Set.of(ALICE, BOB), true));
        type(ALICE, DIRECT);
        type(BOB, DIRECT);
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void whoWasRemovedIsToldNoMoreAfterAFewSeconds() {
        type(ALICE, GROUP);
        scene.members.put(GROUP, SignalScene.of(ALICE, BOB));
        scene.pass(FindMembers.REMEMBERED);
        type(ALICE, GROUP);
        type(CAROL, GROUP);
        assertThat(scene.told()).containsExactly("[2, 3] 1 types in g.77", "[2] 1 types in g.77");
    }

    @Test
    void oneLookUpServesAFewSeconds() {
        type(ALICE, GROUP);
        type(BOB, GROUP);
        type(CAROL, GROUP);
        assertThat(scene.lookups).hasValue(1);
    }

    @Test
    void whileNobodyCanTellWhoBelongsItIsDroppedAndAskedAnew() {
        scene.storeAway = true;
        type(ALICE, GROUP);
        assertThat(scene.count("chat.typing.dropped", "unavailable")).isEqualTo(1);
        scene.storeAway = false;
        type(BOB, GROUP);
        assertThat(scene.told()).containsExactly("[1, 3] 2 types in g.77");
    }

    /// And waits until it was passed or dropped.
    private void type(UserId user, ConversationId conversation) {
        double before = settled();
        scene.typing.pass(user, conversation);
        Awaitility.await().until(() -> settled() == before + 1);
    }

    private double settled() {
        return scene.meters.counter("chat.typing.passed").count()
                + scene.count("chat.typing.dropped", "too_often")
                + scene.count("chat.typing.dropped", "not_allowed")
                + scene.count("chat.typing.dropped", "unavailable");
    }
}
