package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.edge.OutboundQueue.Outgoing;
import dev.parley.chat.inbox.EncodedFrame;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private static final Outgoing.Close CLOSE = new Outgoing.Close(4410, "slow_reader");

    private final OutboundBudget budget = new OutboundBudget(1 << 20);
    private final OutboundQueue queue = new OutboundQueue(100, budget);

    @Test
    void framesComeOutInTheOrderTheyCameIn() {
        Outgoing first = text(10);
        Outgoing second = new Outgoing.Pong(new byte[0]);
        assertThat(queue.offer(first)).isTrue();
        assertThat(queue.offer(second)).isTrue();
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void beyondTheBoundNothingIsTakenUntilThereIsRoom() {
        assertThat(queue.offer(text(60))).isTrue();
        assertThat(queue.offer(text(40))).isTrue();
        assertThat(queue.offer(text(1))).isFalse();
        assertThat(queue.offer(new Outgoing.Pong(new byte[0]))).isFalse();
        queue.poll();
        assertThat(queue.offer(text(60))).isTrue();
    }

    @Test
    void oneFrameMayWaitWhateverItsSize() {
        assertThat(queue.offer(text(1_000))).isTrue();
        assertThat(queue.offer(text(1))).isFalse();
    }

    @Test
    void pagesDoNotCount() {
        assertThat(queue.offer(text(1_000))).isTrue();
        assertThat(queue.offer(new Outgoing.Page(new byte[1_000], () -> {}))).isTrue();
    }

    @Test
    void aCloseComesLastAndOnlyOnce() {
        Outgoing waiting = text(10);
        queue.offer(waiting);
        assertThat(queue.close(new EncodedFrame(new byte[500]), CLOSE, false)).isTrue();
        assertThat(queue.close(null, CLOSE, false)).isFalse();
        assertThat(queue.offer(text(10))).as("dropped without complaint").isTrue();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.poll()).isSameAs(waiting);
        assertThat(queue.poll()).isInstanceOf(Outgoing.LastWords.class);
        assertThat(queue.poll()).isSameAs(CLOSE);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aCloseMayDropWhatWaits() {
        queue.offer(text(10));
        queue.close(null, CLOSE, true);
        assertThat(queue.poll()).isSameAs(CLOSE);
    }

    @Test
    void anAbandonedQueueIsClosedAndEmpty() {
        queue.offer(text(10));
        queue.abandon();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.close(null, CLOSE, false)).isFalse();
    }

    @Test
    void aFrameCountsForAllClientsUntilTheSocketHasTakenIt() {
        Outgoing text = text(10);
        Outgoing page = new Outgoing.Page(new byte[1_000], () -> {});
        queue.offer(text);
        queue.offer(page);
        assertThat(budget.used()).isEqualTo(1_010 + 2 * OutboundQueue.OVERHEAD);
        queue.poll();
        queue.poll();
        assertThat(budget.used()).as("polled is not taken").isEqualTo(1_010 + 2 * OutboundQueue.OVERHEAD);
        queue.taken(text);
        assertThat(budget.used()).isEqualTo(1_000 + OutboundQueue.OVERHEAD);
        queue.taken(page);
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatIsRefusedDroppedOrAbandonedCountsNoMore() {
        queue.offer(text(90));
        assertThat(queue.offer(text(20))).isFalse();
        Outgoing atTheSocket = queue.poll();
        queue.offer(text(30));
        queue.close(new EncodedFrame(new byte[50]), CLOSE, true);
        queue.offer(text(10));
        assertThat(budget.used()).as("last words do not count").isEqualTo(90 + OutboundQueue.OVERHEAD);
        queue.abandon();
        assertThat(budget.used()).as("still at the socket").isEqualTo(90 + OutboundQueue.OVERHEAD);
        queue.taken(Objects.requireNonNull(atTheSocket));
        assertThat(budget.used()).isZero();
    }

    @Test
    void withoutRoomForAllClientsNothingIsTakenButTheCloseIs() {
        OutboundQueue noRoom = new OutboundQueue(100, new OutboundBudget(1));
        assertThat(noRoom.offer(text(1))).isFalse();
        assertThat(noRoom.offer(new Outgoing.Page(new byte[1], () -> {}))).isFalse();
        assertThat(noRoom.close(null, CLOSE, true)).isTrue();
        assertThat(noRoom.poll()).isSameAs(CLOSE);
    }

    private static Outgoing text(int bytes) {
        return new Outgoing.Text(new byte[bytes]);
    }
}
