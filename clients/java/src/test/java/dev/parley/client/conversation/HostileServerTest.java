package dev.parley.client.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The promises of [ClientCore] against a server that does its worst, seed by seed.
class HostileServerTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 300;

    @Test
    void whatIsHandedOverEqualsTheLogOnceAndInOrderWhateverTheConnectionDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Run(seed, 1).play();
            } catch (AssertionError | RuntimeException failed) {
                fail("seed " + seed, failed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void severalSendsInFlightAreStillSentOnceEach(int sendsPerConversation) {
        for (int seed = 0; seed < SEEDS / 4; seed++) {
            try {
                new Run(seed, sendsPerConversation).play();
            } catch (AssertionError | RuntimeException failed) {
                fail("seed " + seed, failed);
            }
        }
    }

    /// One client, restarted now and then with what it stored, and its server.
    private static final class Run {
        private final Random random;
        private final HostileServer server;
        private final SyncSettings settings;
        private final List<ConversationId> conversations;
        private final Map<ConversationId, List<ConversationEvent>> handedOver = new LinkedHashMap<>();
        private final Map<ConversationId, List<String>> sent = new LinkedHashMap<>();
        private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
        private List<PendingSend> storedOutbox = List.of();
        private ClientCore core;
        private long nowMs = 1_000;

        Run(int seed, int sendsPerConversation) {
            random = new Random(seed);
            server = new HostileServer(random);
            SyncSettings defaults = SyncSettings.DEFAULTS;
            settings = new SyncSettings(5, 2, sendsPerConversation, 4, 1_000, defaults.answerTimeout());
            conversations = List.of(
                    ConversationId.direct(server.me, server.other),
                    ConversationId.direct(server.me, server.me),
                    ConversationId.direct(server.me, new UserId(3000)),
                    new ConversationId.Group(77));
            core = new ClientCore(server.me, Following.EVERYTHING, settings, Positions.NONE, storedOutbox);
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                nowMs += random.nextInt(200);
                step();
            }
            finish();
            check();
        }

        private void step() {
            ConversationId conversation = conversations.get(random.nextInt(conversations.size()));
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> server.post(conversation, server.other, "x", "hello " + random.nextInt());
                case 3, 4 -> send(conversation);
                case 5 -> cut();
                case 6, 7 -> connect();
                case 8 -> nowMs += random.nextInt(15_000);
                case 9 -> restart();
                case 10 -> apply(new Input.Tick());
                default -> exchange(1 + random.nextInt(8));
            }
            if (server.breaks()) {
                cut();
            }
        }

        private void send(ConversationId conversation) {
            String name = "c" + outcomes.size() + "-"
                    + sent.values().stream().mapToInt(List::size).sum();
            sent.computeIfAbsent(conversation, none -> new ArrayList<>()).add(name);
            apply(new Input.Send(name, conversation, "text of " + name));
        }

        private void cut() {
            server.cut();
            apply(new Input.Disconnected());
        }

        private void connect() {
            if (!server.isConnected()) {
                server.connect(core.cursor());
            }
        }

        private void restart() {
            Positions positions = core.positions();
            server.cut();
            core = new ClientCore(server.me, Following.EVERYTHING, settings, positions, storedOutbox);
        }

        private void exchange(int frames) {
            for (int i = 0; i < frames; i++) {
                Incoming frame = server.next();
                if (frame == null) {
                    return;
                }
                apply(new Input.Received(frame));
            }
        }

        private void apply(Input input) {
            for (Action action : core.apply(input, nowMs)) {
                switch (action) {
                    case Action.Write it -> server.receive(it.frame());
                    case Action.SaveOutbox it -> storedOutbox = core.outbox();
                    case Action.Deliver it ->
                        handedOver
                                .computeIfAbsent(it.event().conversation(), none -> new ArrayList<>())
                                .add(it.event());
                    case Action.Settled it -> outcomes.put(it.send().clientMessageId(), it.outcome());
                    default -> {}
                }
            }
        }

        /// The server behaves from now on. One event more in each conversation shows what a lost frame hid.
        private void finish() {
            server.hostile = false;
            cut();
            connect();
            exchange(1);
            for (ConversationId conversation : conversations) {
                server.post(conversation, server.other, "x", "the last word");
            }
            for (int turn = 0; turn < 100_000; turn++) {
                exchange(Integer.MAX_VALUE);
                if (core.dueAtMs() == Long.MAX_VALUE) {
                    return;
                }
                nowMs = Math.max(nowMs, core.dueAtMs());
                apply(new Input.Tick());
            }
            fail("the client never comes to rest");
        }

        private void check() {
            for (ConversationId conversation : conversations) {
                assertThat(handedOver.get(conversation)).isEqualTo(server.log(conversation));
                List<String> own = server.log(conversation).stream()
                        .filter(event -> event.author().equals(server.me))
                        .map(event -> ((Content.Message) event.content()).clientMessageId())
                        .toList();
                List<String> expected = sent.getOrDefault(conversation, List.of());
                if (settings.sendsPerConversation() == 1) {
                    assertThat(own).containsExactlyElementsOf(expected);
                } else {
                    assertThat(own).containsExactlyInAnyOrderElementsOf(expected);
                }
            }
            assertThat(core.outbox()).isEmpty();
            assertThat(server.maxPullLimitSeen).isLessThanOrEqualTo(settings.pageSize());
            checkOutcomes();
        }

        private void checkOutcomes() {
            sent.forEach((conversation, names) -> names.forEach(name -> {
                assertThat(outcomes.get(name)).isInstanceOfSatisfying(Outcome.Sent.class, outcome -> {
                    ConversationEvent event = server.log(conversation).get((int) outcome.seq() - 1);
                    assertThat(event.id()).isEqualTo(outcome.messageId());
                    assertThat(((Content.Message) event.content()).clientMessageId())
                            .isEqualTo(name);
                });
            }));
        }
    }
}
