package dev.parley.chat.signal;

import static dev.parley.chat.conversation.Entries.ALICE;
import static dev.parley.chat.conversation.Entries.BOB;
import static dev.parley.chat.conversation.Entries.CAROL;
import static dev.parley.chat.conversation.Entries.DIRECT;
import static dev.parley.chat.conversation.Entries.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.conversation.Members;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassReceiptsTest {
    private static final ConversationId.Direct ALICE_AND_BOB = (ConversationId.Direct) DIRECT;

    private final SignalScene scene = new SignalScene();
    private final Set<UserId> off = ConcurrentHashMap.newKeySet();
    private volatile boolean apiAway;
    /// A permit for each receipt that need not be gathered any more.
    private final Semaphore gathered = new Semaphore(0);

    private final PassReceipts receipts = new PassReceipts(
            scene.findMembers,
            users -> {
                if (apiAway) {
                    throw new UnavailableException("a test", null);
                }
                return users.stream().filter(off::contains).collect(Collectors.toSet());
            },
            scene.bus,
            scene.metrics,
            scene.executor,
            duration -> gathered.acquire());

    @AfterEach
    void close() {
        gathered.release(PassReceipts.MAX_PENDING);
        scene.close();
    }

    @Test
    void theOtherMembersHearHowFarOneHasRead() {
        read(BOB, DIRECT, 4);
        read(CAROL, GROUP, 9);
        assertThat(scene.told()).containsExactly("[1] 2 read 4 of d.1.2", "[1, 2] 3 read 9 of g.77");
    }

    @Test
    void marksThatMoveMeanwhileGoIntoOneReceipt() {
        receipts.read(BOB, DIRECT, 4);
        receipts.read(BOB, DIRECT, 6);
        receipts.read(BOB, DIRECT, 5);
        settle(1);
        assertThat(scene.told()).containsExactly("[1] 2 read 6 of d.1.2");
        read(BOB, DIRECT, 7);
        assertThat(scene.told()).hasSize(2);
    }

    @Test
    void theAuthorHearsWhatReachedADevice() {
        receipts.delivered(BOB, ALICE_AND_BOB, 4);
        settle(1);
        assertThat(scene.told()).containsExactly("[1] 2 has 4 of d.1.2");
    }

    @Test
    void whatIsDeliveredAndReadMeanwhileIsOneReceipt() {
        receipts.delivered(BOB, ALICE_AND_BOB, 6);
        receipts.read(BOB, DIRECT, 4);
        receipts.delivered(BOB, ALICE_AND_BOB, 5);
        settle(1);
        assertThat(scene.told()).containsExactly("[1] 2 has 6 read 4 of d.1.2");
    }

    @Test
    void whoTurnedReceiptsOffIsSeenByNobodyAndSeesNobodys() {
        off.add(CAROL);
        read(CAROL, GROUP, 4);
        read(BOB, GROUP, 5);
        assertThat(scene.told()).containsExactly("[1] 2 read 5 of g.77");
    }

    @Test
    void overABlockAndToStrangersNothingIsTold() {
        scene.members.put(DIRECT, new Members(Set.of(ALICE, BOB), true));
        read(BOB, DIRECT, 4);
        read(new UserId(9), GROUP, 4);
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void notesToSelfConcernNobody() {
        receipts.read(BOB, ConversationId.direct(BOB, BOB), 4);
        assertThat(scene.lookups).hasValue(0);
    }

    @Test
    void whileItIsUnknownWhoMayKnowNobodyIsTold() {
        apiAway = true;
        read(BOB, DIRECT, 4);
        apiAway = false;
        scene.storeAway = true;
        read(CAROL, GROUP, 4);
        assertThat(scene.told()).isEmpty();
        assertThat(scene.count("chat.receipts.dropped", "unavailable")).isEqualTo(2);
        scene.storeAway = false;
        read(BOB, DIRECT, 5);
        assertThat(scene.told()).containsExactly("[1] 2 read 5 of d.1.2");
    }

    @Test
    void moreThanThereIsRoomForIsDropped() {
        for (int i = 1; i <= PassReceipts.MAX_PENDING + 3; i++) {
            receipts.read(BOB, new ConversationId.Group(1_000 + i), 1);
        }
        receipts.read(BOB, new ConversationId.Group(1_001), 2);
        assertThat(scene.count("chat.receipts.dropped", "full")).isEqualTo(3);
    }

    private void read(UserId user, ConversationId conversation, long seq) {
        receipts.read(user, conversation, seq);
        settle(1);
    }

    private void settle(int more) {
        double before = settled();
        gathered.release(more);
        Awaitility.await().until(() -> settled() == before + more);
    }

    private double settled() {
        return scene.meters.counter("chat.receipts.passed").count()
                + scene.count("chat.receipts.dropped", "off")
                + scene.count("chat.receipts.dropped", "unavailable");
    }
}
