package dev.parley.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Sends;
import dev.parley.bench.load.Window;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The generator against the bare server, over real sockets: that it counts right, and notices what is lost or doubled.
class SocketsMainTest {
    private static final Duration TO_ENTER = Duration.ofSeconds(30);
    private static final ConversationId ROOM = new ConversationId.Group(77);
    private static final int MEMBERS = 5;
    private static final int WARM_UP = 40;
    private static final int MEASURED = 160;

    private final Loop loop = new Loop();
    private final Rooms rooms = new Rooms();
    private final InetSocketAddress server = new InetSocketAddress("127.0.0.1", SocketsMain.listen(rooms));
    private final Entrance entrance = person -> new Entrance.Way(server, "/ws", ROOM.value());

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void everyMessageIsCountedAtEveryMember() {
        Sends.Outcome outcome = talk("a".repeat(120), members -> {});

        assertThat(outcome.count().isRight()).isTrue();
        assertThat(outcome.count().sent()).isEqualTo(WARM_UP + MEASURED);
        assertThat(outcome.deliveries().count()).isEqualTo(MEASURED * (MEMBERS - 1));
        assertThat(outcome.ticks().count()).isEqualTo(MEASURED);
        assertThat(outcome.spread().count()).isEqualTo(MEASURED);
        assertThat(outcome.deliveries().ms(50)).isBetween(0.0, 5_000.0);
    }

    @Test
    void longTextsComeInManyPieces() {
        Sends.Outcome outcome = talk("ä".repeat(99_999), members -> {});

        assertThat(outcome.count().isRight()).isTrue();
        assertThat(outcome.deliveries().count()).isEqualTo(MEASURED * (MEMBERS - 1));
    }

    @Test
    void aMemberWhoIsForgottenIsNoticed() {
        // Nothing more comes to one; the run ends once it has been quiet for long.
        Sends.Outcome outcome = talk("a", List::removeLast);

        assertThat(outcome.count().lost()).isEqualTo(WARM_UP + MEASURED);
        assertThat(outcome.count().isRight()).isFalse();
    }

    @Test
    void aMemberWhoIsToldTwiceIsNoticed() {
        assertThat(crowdTold("a", members -> members.add(members.getFirst()))
                        .count()
                        .doubled())
                .isEqualTo(WARM_UP + MEASURED);
    }

    @Test
    void whoDoesNotGetInIsNoticed() {
        Entrance elsewhere = person -> new Entrance.Way(server, "/elsewhere", "");
        try (Crowd crowd = new Crowd(loop, elsewhere, members())) {
            assertThatThrownBy(() -> crowd.enter(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    private Sends.Outcome talk(String text, Consumer<List<Channel>> harm) {
        return crowdTold(text, harm);
    }

    private Sends.Outcome crowdTold(String text, Consumer<List<Channel>> harm) {
        List<Member> members = members();
        Window window = new Window(200, Duration.ofMillis(1_000 * WARM_UP / 200), Duration.ofMillis(5 * MEASURED));
        try (Crowd crowd = new Crowd(loop, entrance, members)) {
            crowd.enter(TO_ENTER);
            harm.accept(rooms.of(ROOM.value()).members());
            Sends sends = new Sends(loop, crowd, List.of(members), window, "t", List.of(text));
            sends.start();
            sends.settled().join();
            return sends.outcome();
        }
    }

    private static List<Member> members() {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> new Member(new Person(new UserId(i + 1), new DeviceId(i + 101)), ROOM, i))
                .toList();
    }
}
