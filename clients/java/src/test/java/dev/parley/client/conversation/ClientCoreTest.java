package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is handed over, from where on, and how gaps are closed.
class ClientCoreTest extends ClientCoreScene {
    // Following.

    @Test
    void weekOfflineCostsNoPullUntilTheConversationIsOpened() {
        welcome(head(CHAT, 5_000, 4_990), head(GROUP, 70, 0));
        assertThat(written(ClientFrame.Pull.class)).isEmpty();

        apply(new Input.Open(CHAT, null));

        assertThat(written(ClientFrame.Pull.class)).containsExactly(new ClientFrame.Pull("p1", CHAT, 4_990, 10));
    }

    @Test
    void openedConversationGoesOnFromWhereTheApplicationSays() {
        welcome(head(CHAT, 50, 10));
        apply(new Input.Open(CHAT, 48L));
        page(lastPull(), 49, 50);
        live(message(CHAT, 51));

        assertThat(delivered()).containsExactly(49L, 50L, 51L);
    }

    @Test
    void openingAgainDoesNotRepeatWhatWasHandedOver() {
        welcome(head(CHAT, 50, 10));
        apply(new Input.Open(CHAT, 49L));
        page(lastPull(), 50);
        apply(new Input.Close(CHAT));
        live(message(CHAT, 51));
        apply(new Input.Open(CHAT, 3L));
        page(lastPull(), 51);

        assertThat(delivered()).containsExactly(50L, 51L);
    }

    @Test
    void conversationOpenedBeforeTheWelcomeBeginsBehindItsReadMark() {
        apply(new Input.Open(CHAT, null));
        welcome(head(CHAT, 50, 47));

        assertThat(lastPull().after()).isEqualTo(47);
    }

    @ParameterizedTest
    @CsvSource({"NEW, 50", "UNREAD, 45", "RESUME, 42", "EVERYTHING, 42"})
    void followingSaysWhereADeviceThatKnowsTheConversationBegins(Following following, long after) {
        core = core(following, new Positions(null, List.of(new Positions.Position(head(CHAT, 44, 40), 42, 0, null))));
        welcome(head(CHAT, 50, 45));

        assertThat(core.handed(CHAT)).isEqualTo(after);
    }

    @Test
    void whatWasHandedOverButNotReadComesAgainToWhoFollowsTheUnread() {
        core = core(
                Following.UNREAD,
                new Positions(null, List.of(new Positions.Position(head(CHAT, 50, 40), 50, 0, null))));
        welcome();

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 40, 10));
    }

    @ParameterizedTest
    @CsvSource({"NEW, 50", "UNREAD, 45", "RESUME, 50", "EVERYTHING, 0"})
    void followingSaysWhereANewDeviceBegins(Following following, long after) {
        core = core(following, Positions.NONE);
        welcome(head(CHAT, 50, 45));

        assertThat(core.handed(CHAT)).isEqualTo(after);
    }

    @Test
    void groupTheUserIsAddedToBeginsWithThatAndNotWithItsPast() {
        core = core(Following.NEW, Positions.NONE);
        welcome();
        live(message(GROUP, 1_000));
        live(message(GROUP, 1_001));

        assertThat(delivered()).containsExactly(1_000L, 1_001L);
        assertThat(written(ClientFrame.Pull.class)).isEmpty();
    }

    @Test
    void directConversationThatBeganDuringABreakIsHandedOverFromItsBeginning() {
        core = core(Following.NEW, Positions.NONE);
        welcome();
        apply(new Input.Disconnected());
        welcome(head(CHAT, 3, 0));
        page(lastPull(), 1, 2, 3);

        assertThat(delivered()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void directConversationFirstHeardOfByAnAnswerIsHandedOverFromItsBeginning() {
        core = core(Following.EVERYTHING, Positions.NONE);
        welcome();

        received(new Incoming.Sent(CHAT, "of another run", 1, new MessageId(101)));
        page(lastPull(), 1);
        live(message(CHAT, 2));

        assertThat(delivered()).containsExactly(1L, 2L);
    }

    @Test
    void headsThatAWelcomeLeftOutAreLoaded() {
        core = core(Following.NEW, Positions.NONE);
        received(new Incoming.Welcome(ME, new DeviceId(3), "s", new Cursor(1, 1), List.of(head(CHAT, 5, 5)), true));
        assertThat(actions).contains(new Action.LoadHeads());

        apply(new Input.HeadsLoaded(List.of(head(CHAT, 5, 5), head(GROUP, 80, 70))));

        assertThat(core.head(GROUP).unread()).isEqualTo(10);
        assertThat(core.handed(GROUP)).isEqualTo(80);
    }

    // Gaps.

    @Test
    void gapIsPulledAndWhatCameEarlyWaits() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 3L));
        live(message(CHAT, 7));
        assertThat(delivered()).isEmpty();
        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 3, 3));

        page(lastPull(), 4, 5, 6);

        assertThat(delivered()).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void longRangeIsPulledPageByPage() {
        welcome(head(CHAT, 250, 0));
        apply(new Input.Open(CHAT, 0L));
        List<Integer> limits = new ArrayList<>();
        while (written(ClientFrame.Pull.class).size() > limits.size()) {
            ClientFrame.Pull pull = lastPull();
            limits.add(pull.limit());
            page(
                    pull,
                    LongStream.rangeClosed(pull.after() + 1, pull.after() + pull.limit())
                            .toArray());
        }

        assertThat(limits).containsExactly(100, 100, 50);
        assertThat(delivered()).isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
    }

    @Test
    void onlySomePullsAreUnderWayAtOnce() {
        core = core(Following.EVERYTHING, Positions.NONE);
        welcome(IntStream.rangeClosed(1, 30)
                .mapToObj(id -> head(new ConversationId.Group(id), 1, 0))
                .toArray(Head[]::new));
        assertThat(written(ClientFrame.Pull.class)).hasSize(8);

        for (int answered = 0; answered < 30; answered++) {
            page(written(ClientFrame.Pull.class).get(answered), 1);
        }

        assertThat(delivered()).hasSize(30);
        later(ACK_DELAY_MS);
        assertThat(core.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void pullWithoutAnswerIsRepeated() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 0L));
        later(10_000);

        assertThat(written(ClientFrame.Pull.class))
                .containsExactly(new ClientFrame.Pull("p1", CHAT, 0, 3), new ClientFrame.Pull("p2", CHAT, 0, 3));
    }

    @Test
    void pageThatBringsNothingIsNotAskedForInALoop() {
        welcome(head(CHAT, 3, 0));
        apply(new Input.Open(CHAT, 0L));
        later(ACK_DELAY_MS);
        long begin = nowMs;
        for (int i = 0; i < 10; i++) {
            page(lastPull());
            nowMs = core.dueAtMs();
            apply(new Input.Tick());
        }

        assertThat(written(ClientFrame.Pull.class)).hasSize(11);
        assertThat(nowMs - begin).isGreaterThan(60_000);
    }

    @Test
    void conversationThatMayNotBeReadIsLeftAloneUntilItHasNews() {
        welcome(head(GROUP, 3, 0));
        apply(new Input.Open(GROUP, 0L));
        received(new Incoming.Error("not_a_member", "", false, null, "p1", null));
        assertThat(actions).contains(new Action.PullRefused(GROUP, "not_a_member"));
        later(1_000_000);
        assertThat(written(ClientFrame.Pull.class)).hasSize(1);

        live(message(GROUP, 9));

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p2", GROUP, 0, 8));
    }

    @Test
    void whatAWelcomeTellsIsConfirmed() {
        welcome(head(CHAT, 3, 0));
        later(ACK_DELAY_MS);

        assertThat(written(ClientFrame.Ack.class)).containsExactly(new ClientFrame.Ack(new Cursor(1, offset)));
    }
}
