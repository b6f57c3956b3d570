package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.contracts.directory.ChatServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnnounceServerTest {
    private final MemoryDirectory directory = new MemoryDirectory(() -> 0);
    private final AnnounceServer announced = new AnnounceServer(
            directory,
            new ServerSettings(
                    "chat-1",
                    "ws://{id}",
                    "",
                    "",
                    100,
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(15)),
            "test",
            new OwnedSlots(4),
            () -> 0,
            true,
            Runnable::run);

    @Test
    void heedsWhatOperatorsWantAndSaysSo() {
        announced.announce();
        assertThat(announced.isToDrain()).isFalse();
        directory.drain("chat-1");
        directory.drain("chat-2");
        announced.announce();
        assertThat(announced.isToDrain()).isTrue();
        assertThat(saysItDrains()).isTrue();
        directory.takeBack("chat-1");
        announced.announce();
        assertThat(announced.isToDrain()).isFalse();
        assertThat(saysItDrains()).isFalse();
    }

    /// Otherwise a directory that is away would bring all clients back at once, and send them off again.
    @Test
    void whileTheDirectoryIsAwayTheLastWordCounts() {
        directory.drain("chat-1");
        announced.announce();
        directory.away(true);
        announced.announce();
        assertThat(announced.isToDrain()).isTrue();
    }

    @Test
    void saysThatItsPortSpeaksTls() {
        announced.announce();
        assertThat(directory.read().servers().values()).allMatch(ChatServer::tls);
    }

    private boolean saysItDrains() {
        return directory.read().servers().values().iterator().next().draining();
    }
}
