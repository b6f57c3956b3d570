package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.frame.Incoming;
import dev.parley.client.frame.IncomingReader;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Watching who is here.
class ClientCoreWatchTest extends ClientCoreScene {
    private static final UserId CAROL = new UserId(11);

    private List<ClientFrame> written(List<Action> actions) {
        return actions.stream()
                .filter(Action.Write.class::isInstance)
                .map(action -> ((Action.Write) action).frame())
                .filter(frame -> frame instanceof ClientFrame.Watch || frame instanceof ClientFrame.Unwatch)
                .toList();
    }

    private List<ClientFrame> say(Input input) {
        return written(core.apply(input, nowMs));
    }

    private static Incoming presence() {
        return IncomingReader.read("{\"type\":\"presence\",\"users\":[{\"userId\":\"" + CAROL
                + "\",\"online\":false,\"lastSeenAt\":\"2026-03-01T12:00:00Z\"},{\"userId\":\"99\",\"online\":true}]}");
    }

    @Test
    void whoIsWatchedIsSaidOnEachConnection() {
        assertThat(say(new Input.Watch(List.of(CAROL)))).isEmpty();
        welcome();
        assertThat(written(ClientFrame.Watch.class)).containsExactly(new ClientFrame.Watch(List.of(CAROL)));
        assertThat(say(new Input.Tick())).isEmpty();
        assertThat(say(new Input.Watch(List.of(CAROL, BOB)))).containsExactly(new ClientFrame.Watch(List.of(BOB)));
        assertThat(say(new Input.Unwatch(List.of(BOB)))).containsExactly(new ClientFrame.Unwatch(List.of(BOB)));
        assertThat(say(new Input.Disconnected())).isEmpty();
        welcome();
        assertThat(written(ClientFrame.Watch.class)).hasSize(2).endsWith(new ClientFrame.Watch(List.of(CAROL)));
    }

    @Test
    void statesOfThoseWatchedAreHandedOn() {
        welcome();
        say(new Input.Watch(List.of(CAROL)));
        assertThat(core.apply(new Input.Received(presence()), nowMs))
                .containsExactly(new Action.PresenceChanged(
                        List.of(new Presence(CAROL, false, Instant.parse("2026-03-01T12:00:00Z")))));
        say(new Input.Unwatch(List.of(CAROL)));
        assertThat(core.apply(new Input.Received(presence()), nowMs)).isEmpty();
    }

    @Test
    void longListsAreSaidInParts() {
        welcome();
        List<UserId> many = LongStream.rangeClosed(1, 450).mapToObj(UserId::new).toList();
        assertThat(say(new Input.Watch(many))).hasSize(3);
    }
}
