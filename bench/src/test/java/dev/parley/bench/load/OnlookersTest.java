package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnlookersTest {
    private static final long MS = 1_000_000;

    private final Loop loop = new Loop();
    private final Member comes = member(7);
    private final Member leaves = member(8);
    private final Onlookers onlookers = new Onlookers(List.of(comes), List.of(leaves));

    @AfterEach
    void end() {
        loop.close();
    }

    private static Member member(long id) {
        UserId user = new UserId(id);
        return new Member(new Person(user, new DeviceId(id)), ConversationId.direct(user, user), 0);
    }

    @Test
    void whatWasSoBeforeIsNoChange() {
        leaves.helloNanos = leaves.heardNanos = 1_000 * MS;
        told(comes, false, 1_100 * MS);
        told(leaves, true, 1_100 * MS);
        told(member(9), true, 1_100 * MS);
        assertThat(onlookers.waitedFor(loop)).isEqualTo(2);
    }

    @Test
    void aChangeTakesFromItsReasonUntilItIsFirstTold() {
        comes.helloNanos = comes.heardNanos = 2_000 * MS;
        leaves.helloNanos = 1_000 * MS;
        leaves.heardNanos = 1_500 * MS;
        told(comes, true, 2_250 * MS);
        told(comes, true, 9_000 * MS);
        told(leaves, false, 32_500 * MS);
        assertThat(onlookers.waitedFor(loop)).isZero();
        assertThat(onlookers.tooEarly(loop)).isZero();
        assertThat(onlookers.figures(loop).get("toldOnlineMaxMs")).isBetween(250.0, 250.3);
        assertThat(onlookers.figures(loop).get("toldOfflineMaxMs")).isBetween(1_000.0, 1_001.0);
    }

    @Test
    void whoIsCalledOfflineTooEarlyIsCounted() {
        leaves.helloNanos = leaves.heardNanos = 1_000 * MS;
        told(leaves, false, 30_999 * MS);
        assertThat(onlookers.tooEarly(loop)).isEqualTo(1);
    }

    private void told(Member who, boolean online, long nanos) {
        byte[] frame = Bytes.of("{\"type\":\"presence\",\"users\":[{\"userId\":\""
                + who.person().user().value() + "\",\"online\":" + online + "}]}");
        onlookers.presence(frame, frame.length, nanos);
    }
}
