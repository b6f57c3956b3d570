package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.event.Content;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.MessageId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The outbox and the cursor.
class ClientCoreSendTest extends ClientCoreScene {
    // The outbox.

    @Test
    void sendIsStoredBeforeItGoesOutWithWhatWasKnownThen() {
        apply(new Input.Send("c1", CHAT, "hi"));
        assertThat(actions).containsExactly(new Action.SaveOutbox());
        assertThat(core.outbox()).containsExactly(new PendingSend("c1", CHAT, "hi", PendingSend.NOT_TRIED));
        welcome(head(CHAT, 9, 9));

        assertThat(actions)
                .containsSubsequence(
                        new Action.SaveOutbox(), new Action.Write(new ClientFrame.Send("c1", CHAT, "hi", 9)));
        assertThat(core.outbox()).containsExactly(new PendingSend("c1", CHAT, "hi", 9));
    }

    @Test
    void sendsOfOneConversationWaitForEachOther() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        apply(new Input.Send("c2", CHAT, "two"));
        apply(new Input.Send("g1", GROUP, "elsewhere"));
        assertThat(written(ClientFrame.Send.class))
                .extracting(ClientFrame.Send::clientMessageId)
                .containsExactly("c1", "g1");

        live(event(CHAT, 1, ME, new Content.Message("c1", "one")));

        assertThat(written(ClientFrame.Send.class).getLast()).isEqualTo(new ClientFrame.Send("c2", CHAT, "two", 1));
    }

    @Test
    void putOffSendHoldsEverythingBackUntilTheServerSaid() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Error("rate_limited", "", true, "c1", null, Duration.ofMillis(700)));
        apply(new Input.Send("g1", GROUP, "elsewhere"));
        later(699);
        assertThat(written(ClientFrame.Send.class)).hasSize(1);

        later(1);

        assertThat(written(ClientFrame.Send.class)).hasSize(3);
        assertThat(written(ClientFrame.Send.class).get(1))
                .isEqualTo(written(ClientFrame.Send.class).get(0));
    }

    @Test
    void answerToARepeatedSendSettlesItAndTheMissingEventIsPulled() {
        welcome(head(CHAT, 3, 3));
        apply(new Input.Open(CHAT, 3L));
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Sent(CHAT, "c1", 5, new MessageId(77)));

        assertThat(actions)
                .contains(new Action.Settled(
                        new PendingSend("c1", CHAT, "one", 3), new Outcome.Sent(5, new MessageId(77))));
        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", CHAT, 3, 2));
        assertThat(core.outbox()).isEmpty();
    }

    @Test
    void sameNameOfSomeoneElseSettlesNothing() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        live(event(CHAT, 1, BOB, new Content.Message("c1", "not mine")));

        assertThat(core.outbox()).hasSize(1);
    }

    @Test
    void finalErrorAndRefusalSettleASend() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        received(new Incoming.Error("unknown_user", "why", false, "c1", null, null));
        apply(new Input.Send("c2", CHAT, "two"));
        received(new Incoming.Refused(CHAT, "c2", "blocked", "why"));

        assertThat(actions)
                .filteredOn(Action.Settled.class::isInstance)
                .extracting(action -> ((Action.Settled) action).outcome())
                .containsExactly(new Outcome.Refused("unknown_user", "why"), new Outcome.Refused("blocked", "why"));
    }

    @Test
    void fullOutboxRefusesFurtherSends() {
        for (int i = 0; i <= SyncSettings.DEFAULTS.maxPending(); i++) {
            apply(new Input.Send("c" + i, CHAT, "text"));
        }

        assertThat(actions.getLast())
                .isInstanceOfSatisfying(
                        Action.Settled.class,
                        settled -> assertThat(((Outcome.Refused) settled.outcome()).code())
                                .isEqualTo(Outcome.OUTBOX_FULL));
        assertThat(core.outbox()).hasSize(SyncSettings.DEFAULTS.maxPending());
    }

    @Test
    void connectionThatTakesSendsAndAnswersNothingIsDoubted() {
        welcome();
        apply(new Input.Send("c1", CHAT, "one"));
        for (int i = 0; i < 3; i++) {
            nowMs = core.dueAtMs();
            apply(new Input.Tick());
        }

        assertThat(written(ClientFrame.Send.class)).hasSize(4);
        assertThat(actions).contains(new Action.Reconnect());
    }

    // The cursor.

    @Test
    void cursorFollowsWhatCameAndIsConfirmedOnceInAWhile() {
        assertThat(core.cursor()).isNull();
        welcome();
        assertThat(core.cursor()).isEqualTo(new Cursor(1, 10));
        live(message(CHAT, 1));
        live(message(CHAT, 2));
        assertThat(core.cursor()).isEqualTo(new Cursor(1, 12));
        assertThat(written(ClientFrame.Ack.class)).isEmpty();

        later(500);
        later(5_000);

        assertThat(written(ClientFrame.Ack.class)).containsExactly(new ClientFrame.Ack(new Cursor(1, 12)));
    }

    @Test
    void nothingIsWrittenWithoutAConnection() {
        apply(new Input.Send("c1", CHAT, "one"));
        apply(new Input.Open(CHAT, 0L));
        apply(new Input.Read(CHAT, 1));
        later(1_000_000);

        assertThat(written(ClientFrame.class)).isEmpty();
        assertThat(core.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void typingIsSaidWhileThereIsAConnectionAndForgottenWithout() {
        apply(new Input.Typing(CHAT));
        welcome();
        assertThat(written(ClientFrame.Typing.class)).isEmpty();

        apply(new Input.Typing(CHAT));
        assertThat(written(ClientFrame.Typing.class)).containsExactly(new ClientFrame.Typing(CHAT));

        apply(new Input.Disconnected());
        apply(new Input.Typing(CHAT));
        assertThat(written(ClientFrame.Typing.class)).hasSize(1);
    }
}
