package dev.parley.bench.workload;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Puller;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// 1,000 messages in 20 conversations that somebody missed, pulled again and again, and the same rows read with CQL.
final class MissedMessages implements AutoCloseable {
    private static final int CONVERSATIONS = 20;
    private static final int EACH = 50;
    private static final Window WRITTEN = Window.patient(500, Duration.ofSeconds(CONVERSATIONS * EACH / 500));
    private static final int FIRST_PERSON = 5_500;
    private static final Duration TO_COME = Duration.ofSeconds(30);
    private static final int TIMES = 100;
    /// The first half of them.
    private static final int WARM_UP = 50;

    private static final String HEADS = "SELECT * FROM heads WHERE user_id = ?";
    private static final String EVENTS =
            "SELECT seq, message_id, author, client_message_id, payload FROM events WHERE conversation_id = ? AND"
                    + " bucket = 0 AND seq > 0 ORDER BY seq ASC LIMIT 200";

    private final Puller puller;
    private final CqlSession session;
    private final PreparedStatement heads;
    private final PreparedStatement events;
    private final Member away;
    private final List<ConversationId> conversations;

    private MissedMessages(Puller puller, CqlSession session, Member away, List<ConversationId> conversations) {
        this.puller = puller;
        this.session = session;
        this.heads = session.prepare(HEADS);
        this.events = session.prepare(EVENTS);
        this.away = away;
        this.conversations = conversations;
    }

    static MissedMessages write(Scene scene, Loop loop) {
        List<Person> people = scene.people(FIRST_PERSON, FIRST_PERSON + 1 + CONVERSATIONS);
        Person away = people.getFirst();
        Member leaving = new Member(away, ConversationId.direct(away.user(), away.user()), 0);
        try (Crowd alone = new Crowd(loop, scene.chatServer(), List.of(leaving))) {
            alone.enter(TO_COME);
        }
        List<Person> friends = people.subList(1, people.size());
        List<ConversationId> conversations = friends.stream()
                .<ConversationId>map(friend -> ConversationId.direct(friend.user(), away.user()))
                .toList();
        List<Member> writers = friends.stream()
                .map(friend -> new Member(friend, ConversationId.direct(friend.user(), away.user()), 0))
                .toList();
        CatchUp.write(scene, loop, writers, WRITTEN);
        return new MissedMessages(
                new Puller(loop, scene.chatServer()), scene.cql(), leaving.comingBack(), conversations);
    }

    /// From hello to the last page.
    Map<String, Double> pulled(List<String> broken) {
        Latencies times = new Latencies();
        long bytes = 0;
        for (int i = 0; i < TIMES; i++) {
            Puller.Caught caught = puller.catchUp(away, conversations, TO_COME);
            if (caught.events() != CONVERSATIONS * EACH) {
                broken.add("of 1,000 missed messages came " + caught.events());
            }
            bytes = caught.bytes();
            if (i >= WARM_UP) {
                times.record(caught.nanos());
            }
        }
        return figures(times, bytes);
    }

    /// The heads, then all conversations at once.
    Map<String, Double> read(List<String> broken) {
        Latencies times = new Latencies();
        long bytes = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            bytes = session.execute(heads.bind(away.person().user().value()))
                    .getExecutionInfo()
                    .getResponseSizeInBytes();
            List<CompletionStage<AsyncResultSet>> pages = conversations.stream()
                    .map(conversation -> session.executeAsync(events.bind(conversation.value())))
                    .toList();
            int rows = 0;
            for (CompletionStage<AsyncResultSet> page : pages) {
                AsyncResultSet found = page.toCompletableFuture().join();
                bytes += found.getExecutionInfo().getResponseSizeInBytes();
                for (Row row : found.currentPage()) {
                    Objects.requireNonNull(row.getByteBuffer("payload"));
                    rows += row.getLong("seq") > 0 ? 1 : 0;
                }
            }
            if (i >= WARM_UP) {
                times.record(System.nanoTime() - start);
            }
            if (rows != CONVERSATIONS * EACH) {
                broken.add("of 1,000 missed messages Cassandra has " + rows);
            }
        }
        return figures(times, bytes);
    }

    private static Map<String, Double> figures(Latencies times, long bytes) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("missedP50Ms", times.ms(50));
        figures.put("missedP99Ms", times.ms(99));
        figures.put("missedBytes", (double) bytes);
        return figures;
    }

    @Override
    public void close() {
        session.close();
    }
}
