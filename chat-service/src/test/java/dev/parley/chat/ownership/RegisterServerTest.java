package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.kit.launch.WrongUseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisterServerTest {
    /// So long that no schedule runs; tests call `renew` themselves.
    private static final Duration EVERY = Duration.ofHours(1);

    private static final Duration LIFE = EVERY.multipliedBy(5);

    private final MemoryClaimStore claims = new MemoryClaimStore();
    private final List<RegisterServer> started = new ArrayList<>();
    private final List<WrongUseException> fenced = new ArrayList<>();
    /// Happens while a starting server waits.
    private Runnable meanwhile = () -> {};

    private int looks;

    @AfterEach
    void stop() {
        claims.away(false);
        started.forEach(RegisterServer::stop);
    }

    @Test
    void idOfALivingServerIsRefusedWithTheSettingToChange() {
        RegisterServer first = started("chat-1", "first", "ours");
        meanwhile = () -> {
            claims.pass(EVERY);
            first.renew();
        };
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> started("chat-1", "second", "ours"))
                .withMessageContaining("Another running chat server has the id chat-1 in region local: first")
                .withMessageContaining("parley.chat.server.id");
        first.renew();
        assertThat(fenced).isEmpty();
    }

    @Test
    void serverThatWasJustKilledIsWaitedForAndThenReplaced() {
        started("chat-1", "killed", "ours");
        meanwhile = () -> claims.pass(EVERY);
        started("chat-1", "restarted", "ours");
        assertThat(looks).isEqualTo(5);
    }

    @Test
    void serverThatStoppedIsReplacedAtOnce() {
        started("chat-1", "first", "ours").stop();
        started("chat-1", "second", "ours");
        assertThat(looks).isZero();
    }

    @Test
    void oneOfTwoThatStartTogetherIsRefused() {
        started("chat-1", "killed", "ours");
        meanwhile = () -> {
            claims.pass(LIFE);
            meanwhile = () -> {};
            started("chat-1", "quicker", "ours");
        };
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> started("chat-1", "slower", "ours"))
                .withMessageContaining("quicker");
    }

    @Test
    void serversOfOneInstallationShareTheDirectory() {
        started("chat-1", "first", "ours");
        started("chat-2", "second", "ours");
        assertThat(looks).isZero();
    }

    @Test
    void livingInstallationKeepsAnotherOutOfItsDirectory() {
        RegisterServer theirs = started("chat-1", "first", "theirs");
        meanwhile = () -> {
            claims.pass(EVERY);
            theirs.renew();
        };
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> started("chat-2", "second", "ours"))
                .withMessageContaining("another installation: theirs (this one: ours)")
                .withMessageContaining("parley.redis.url");
        looks = 0;
        started("chat-2", "other", "theirs");
        assertThat(looks).as("what was refused leaves no claim").isZero();
    }

    @Test
    void wipedInstallationStartsOnItsOldDirectory() {
        started("chat-1", "old", "before");
        meanwhile = () -> claims.pass(EVERY);
        started("chat-1", "new", "after");
    }

    @Test
    void withoutADirectoryServersStartAndAreCheckedOnceItIsBack() {
        claims.away(true);
        RegisterServer first = started("chat-1", "first", "ours");
        RegisterServer second = started("chat-1", "second", "ours");
        second.renew();
        claims.away(false);
        turns(first, second);
        assertThat(fenced).isNotEmpty().allSatisfy(it -> assertThat(it.wrong()).contains("first (this one: second)"));
    }

    @Test
    void emptiedDirectoryIsClaimedAgain() {
        RegisterServer first = started("chat-1", "first", "ours");
        claims.flush();
        turns(first);
        assertThat(claims.claim("server:chat-1", "other", LIFE)).isPresent();
        assertThat(fenced).isEmpty();
    }

    @Test
    void runningInstallationsThatMeetOnlySaySo() {
        claims.away(true);
        RegisterServer ours = started("chat-1", "first", "ours");
        RegisterServer theirs = started("chat-2", "second", "theirs");
        claims.away(false);
        turns(ours, theirs);
        assertThat(fenced).isEmpty();
    }

    @Test
    void pausedServerThatWasReplacedIsFencedWhenItWakesUp() {
        RegisterServer paused = started("chat-1", "paused", "ours");
        claims.pass(LIFE);
        RegisterServer next = started("chat-1", "next", "ours");
        turns(paused, next);
        assertThat(fenced).isNotEmpty().allSatisfy(it -> assertThat(it.wrong()).contains("next (this one: paused)"));
    }

    private void turns(RegisterServer... servers) {
        for (int turn = 0; turn < 3; turn++) {
            for (RegisterServer server : servers) {
                server.renew();
            }
            claims.pass(EVERY);
        }
    }

    private RegisterServer started(String id, String incarnation, String installation) {
        ServerSettings settings = new ServerSettings(
                id, "ws://test/{id}", "test:1", "", 100, EVERY, Duration.ofSeconds(60), Duration.ofMinutes(15));
        RegisterServer server = new RegisterServer(
                claims,
                settings,
                new Identity("local", incarnation, installation),
                time -> {
                    looks++;
                    meanwhile.run();
                },
                fenced::add);
        started.add(server);
        server.start();
        return server;
    }
}
