package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every directory must do.
abstract class DirectoryContract {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int SLOTS = 1;
    private static final UserId ANYONE = new UserId(1);

    abstract Directory directory();

    abstract void pass(Duration time);

    /// What an operator does.
    abstract void drain(String server);

    private static ChatServer server(String id) {
        return new ChatServer(id, URI.create("ws://" + id), "localhost:1", "test", "", SLOTS, 0, false);
    }

    private Optional<String> owner() {
        return directory().read().ownerOf(ANYONE).map(ChatServer::id);
    }

    private void claim(String id, Duration life, long generation) {
        directory().announce(server(id), life, Set.of(Slots.of(ANYONE, SLOTS)), generation);
    }

    @Test
    void ownerOfTheHigherGenerationWinsWhoeverSpeaksLast() {
        claim("new", LONG, 2);
        claim("old", LONG, 1);
        assertThat(owner()).hasValue("new");
        claim("newest", LONG, 3);
        assertThat(owner()).hasValue("newest");
    }

    @Test
    void ownerThatDoesNotLiveGivesWayToAnOlderOne() {
        claim("new", SHORT, 2);
        pass(SHORT);
        await().until(() -> owner().isEmpty());
        claim("old", LONG, 1);
        assertThat(owner()).hasValue("old");
    }

    @Test
    void whoLeavesOwnsNothing() {
        claim("one", LONG, 1);
        directory().leave("one");
        assertThat(owner()).isEmpty();
        assertThat(directory().read().servers()).isEmpty();
    }

    @Test
    void onlyTheServerThatOperatorsNameIsToDrain() {
        assertThat(directory().isToDrain("one")).isFalse();
        drain("one");
        claim("one", LONG, 1);
        assertThat(directory().isToDrain("one")).isTrue();
        assertThat(directory().isToDrain("two")).isFalse();
        directory().leave("one");
        assertThat(directory().isToDrain("one")).isTrue();
    }

    @Test
    void serverWithoutSlotsLivesAndOwnsNothing() {
        directory().announce(server("one"), LONG, Set.of(), 1);
        assertThat(directory().read().servers()).containsOnlyKeys("one");
        assertThat(owner()).isEmpty();
    }
}
