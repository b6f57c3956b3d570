package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.kit.problem.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class FindServerTest {
    private static final ChatServer CHAT =
            new ChatServer("chat-1", URI.create("ws://gateway.test/ws/chat-1"), "10.0.0.5:7084", "eu", "", 4, 0, false);

    private final Map<String, ChatServer> redis = new HashMap<>();
    private boolean redisAway;
    private int asked;
    private long now = 1;
    private final FindServer findServer = new FindServer(this::read, new KnownServers(), () -> now);

    private Mono<ChatServer> read(String id) {
        asked++;
        return redisAway ? Mono.error(new IllegalStateException("away")) : Mono.justOrEmpty(redis.get(id));
    }

    @Test
    void aServerIsFoundByItsId() {
        redis.put("chat-1", CHAT);
        assertThat(find("chat-1")).isEqualTo(CHAT);
    }

    @Test
    void withinASecondTheDirectoryIsNotAskedAgain() {
        redis.put("chat-1", CHAT);
        find("chat-1");
        later(KnownServers.FRESH);
        find("chat-1");
        assertThat(asked).isEqualTo(1);
        later(Duration.ofNanos(1));
        find("chat-1");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anUnknownServerIsNotFound() {
        assertRefused("chat-9", ErrorCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "chat_1", "chat:1", "*", "ä"})
    void whatIsNoServerIdIsNotLookedUp(String id) {
        assertRefused(id, ErrorCode.NOT_FOUND);
        assertThat(asked).isZero();
    }

    @Test
    void anEndlessServerIdIsNotLookedUp() {
        assertRefused("x".repeat(65), ErrorCode.NOT_FOUND);
        assertThat(asked).isZero();
    }

    @Test
    void aDirectoryThatWasJustLostIsNotBelievedForAWhile() {
        redis.put("chat-1", CHAT);
        find("chat-1");
        // Nobody has come this way for a while.
        later(KnownServers.MAX_AGE.minus(KnownServers.ABSENT_GRACE));
        redis.clear();
        assertThat(find("chat-1")).isEqualTo(CHAT);
        later(KnownServers.ABSENT_GRACE);
        assertThat(find("chat-1")).isEqualTo(CHAT);
        later(Duration.ofNanos(1));
        assertRefused("chat-1", ErrorCode.NOT_FOUND);
    }

    @Test
    void aDirectoryThatIsLostAgainIsNotBelievedAgain() {
        redis.put("chat-1", CHAT);
        find("chat-1");
        redis.clear();
        later(KnownServers.ABSENT_GRACE);
        find("chat-1");
        later(KnownServers.ABSENT_GRACE);
        redis.put("chat-1", CHAT);
        find("chat-1");
        redis.clear();
        later(KnownServers.ABSENT_GRACE);
        assertThat(find("chat-1")).isEqualTo(CHAT);
    }

    @Test
    void whoWasSeenLongAgoIsNotFoundInALostDirectory() {
        redis.put("chat-1", CHAT);
        find("chat-1");
        redis.clear();
        later(KnownServers.MAX_AGE.plusNanos(1));
        assertRefused("chat-1", ErrorCode.NOT_FOUND);
    }

    @Test
    void withRedisAwayAKnownServerIsFound() {
        redis.put("chat-1", CHAT);
        find("chat-1");
        redisAway = true;
        later(KnownServers.MAX_AGE);
        assertThat(find("chat-1")).isEqualTo(CHAT);
        later(Duration.ofNanos(1));
        assertRefused("chat-1", ErrorCode.RETRY);
    }

    @Test
    void withRedisAwayAnUnknownServerMayBeTriedAgain() {
        redisAway = true;
        assertRefused("chat-1", ErrorCode.RETRY);
    }

    private void later(Duration duration) {
        now += duration.toNanos();
    }

    private ChatServer find(String id) {
        return java.util.Objects.requireNonNull(findServer.find(id).block());
    }

    private void assertRefused(String id, ErrorCode code) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> find(id))
                .satisfies(refused -> assertThat(refused.refused().code()).isEqualTo(code));
    }
}
