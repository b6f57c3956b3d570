package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.event.Content;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.event.Member;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Heads, unread counts and read marks.
class ClientCoreHeadsTest extends ClientCoreScene {
    // Heads.

    @Test
    void unreadCountsWhatOthersSay() {
        welcome(head(CHAT, 3, 3));
        live(message(CHAT, 4));
        live(event(CHAT, 5, ME, new Content.Message("from another device", "hi")));
        live(event(CHAT, 6, BOB, new Content.Block(true)));
        live(message(CHAT, 7));

        assertThat(core.head(CHAT)).isEqualTo(new Head(CHAT, 7, 3, 2, 0, Mute.NONE));
    }

    @Test
    void leavingAndComingBackAreSeenInTheHead() {
        welcome(head(GROUP, 3, 3));
        live(event(GROUP, 4, BOB, new Content.Membership(change(BOB))));
        assertThat(core.head(GROUP).leftSeq()).isEqualTo(4);

        live(event(GROUP, 9, BOB, new Content.Membership(change(BOB, ME))));
        assertThat(core.head(GROUP)).isEqualTo(new Head(GROUP, 9, 8, 0, 0, Mute.NONE));
    }

    @Test
    void whatWasSaidBeforeTheUserCameCountsAsRead() {
        welcome();
        live(event(GROUP, 40, BOB, new Content.Membership(change(BOB, ME))));
        live(message(GROUP, 41));
        assertThat(core.head(GROUP)).isEqualTo(new Head(GROUP, 41, 39, 1, 0, Mute.NONE));

        apply(new Input.Open(GROUP, null));

        assertThat(lastPull()).isEqualTo(new ClientFrame.Pull("p1", GROUP, 39, 2));
    }

    private static MembershipChange change(UserId... members) {
        List<Member> roster = java.util.Arrays.stream(members)
                .map(user -> new Member(user, Role.MEMBER))
                .toList();
        return new MembershipChange(1, MembershipChange.Kind.REMOVED, List.of(ME), roster, "Friends");
    }

    @Test
    void readOnAnotherDeviceIsSeenAtOnce() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Receipt(CHAT, ME, 7, 0, 2));

        assertThat(core.head(CHAT)).isEqualTo(new Head(CHAT, 9, 7, 2, 0, Mute.NONE));
    }

    @Test
    void othersReceiptsAreTold() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Receipt(CHAT, BOB, 7, 8, 0));

        assertThat(actions).contains(new Action.Receipt(CHAT, BOB, 7, 8));
        assertThat(core.head(CHAT).readSeq()).isEqualTo(3);
    }

    @Test
    void othersWhoWriteAreTold() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Typing(CHAT, BOB, Duration.ofSeconds(6)));

        assertThat(actions).contains(new Action.Typing(CHAT, BOB, Duration.ofSeconds(6)));
    }

    // Mutes.

    @Test
    void muteIsShownAtOnceAndRepeatedUntilTheServerConfirmsIt() {
        welcome(head(CHAT, 9, 3));
        apply(new Input.MuteConversation(CHAT, Mute.FOREVER));
        assertThat(core.head(CHAT).mute()).isEqualTo(Mute.FOREVER);
        assertThat(mutes()).containsExactly(Mute.FOREVER);

        apply(new Input.Disconnected());
        welcome(head(CHAT, 9, 3));
        assertThat(core.head(CHAT).mute()).isEqualTo(Mute.FOREVER);
        assertThat(mutes()).hasSize(2);

        received(new Incoming.Muted(CHAT, Mute.FOREVER));
        apply(new Input.Disconnected());
        welcome();
        assertThat(mutes()).hasSize(2);
        assertThat(core.positions().conversations().getFirst().wantsMute()).isNull();
    }

    @Test
    void whatAnotherDeviceMutesIsMutedHere() {
        welcome(head(CHAT, 9, 3));
        received(new Incoming.Muted(CHAT, Mute.FOREVER));
        assertThat(core.head(CHAT).mute()).isEqualTo(Mute.FOREVER);

        received(new Incoming.Muted(CHAT, Mute.NONE));
        assertThat(core.head(CHAT).mute()).isEqualTo(Mute.NONE);
        assertThat(mutes()).isEmpty();
    }

    private List<Mute> mutes() {
        return written(ClientFrame.MuteConversation.class).stream()
                .map(ClientFrame.MuteConversation::until)
                .toList();
    }

    // Read marks.

    @Test
    void readMarksAreGatheredAndRepeatedUntilConfirmed() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Read(CHAT, 1));
        apply(new Input.Read(CHAT, 2));
        apply(new Input.Read(CHAT, 3));
        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 1));
        later(1_000);
        apply(new Input.Disconnected());
        welcome(head(CHAT, 9, 0));
        received(new Incoming.Receipt(CHAT, ME, 3, 0, 6));
        later(100_000);

        assertThat(written(ClientFrame.Read.class))
                .extracting(ClientFrame.Read::seq)
                .containsExactly(1L, 3L, 3L);
        assertThat(core.head(CHAT).unread()).isEqualTo(6);
    }

    @Test
    void readMarkOutlivesTheProcess() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Disconnected());
        apply(new Input.Read(CHAT, 9));
        core = core(Following.OPENED, core.positions());
        welcome();

        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 9));
    }

    @Test
    void nobodyReadsFurtherThanTheConversationGoes() {
        welcome(head(CHAT, 9, 0));
        apply(new Input.Read(CHAT, 99));

        assertThat(written(ClientFrame.Read.class)).containsExactly(new ClientFrame.Read(CHAT, 9));
    }
}
