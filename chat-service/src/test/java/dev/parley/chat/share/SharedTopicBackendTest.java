package dev.parley.chat.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.topics.KafkaConsumers;
import dev.parley.chat.topics.PartitionHandler;
import dev.parley.chat.topics.PartitionLoop;
import dev.parley.kit.kafka.ConsumerLag;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.testkit.engines.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that share a topic of a real Kafka.
class SharedTopicBackendTest {
    private static final int PARTITIONS = 24;
    private static final String TOPIC = "shared";

    private final TestEngines engines = TestEngines.get();
    private final KafkaSettings kafka = new KafkaSettings(
            engines.properties().getProperty("parley.kafka.bootstrap"), engines.freshPrefix(), Map.of());
    private final List<Server> servers = new ArrayList<>();

    /// One process, as far as the group sees it.
    private final class Server implements PartitionHandler, GroupShare {
        final String id;
        final int mayGive;
        final Set<Integer> owned = new ConcurrentSkipListSet<>();
        final List<SharePlan> plans = new CopyOnWriteArrayList<>();
        /// Where each partition went that was given up, as the plan said right after.
        final List<String> went = new CopyOnWriteArrayList<>();

        private final List<Integer> givenUp = new ArrayList<>();
        private final PartitionLoop loop;
        private volatile int weight;
        private int offered;
        private int offers;
        private boolean asked;

        Server(String id, int weight, int mayGive) {
            this.id = id;
            this.weight = weight;
            this.mayGive = mayGive;
            this.loop = new PartitionLoop(
                    kafka.named(TOPIC),
                    () -> KafkaConsumers.open(kafka, "group", id, this),
                    this,
                    this,
                    new ConsumerLag(id, new SimpleMeterRegistry()),
                    Thread::sleep);
            servers.add(this);
            loop.start();
        }

        @Override
        public void assigned(Map<Integer, Long> nextOffsets, int generation) {
            owned.addAll(nextOffsets.keySet());
        }

        @Override
        public void handle(List<ConsumerRecord<byte[], byte[]>> records) {}

        @Override
        public Map<Integer, Long> committable() {
            return Map.of();
        }

        @Override
        public Map<Integer, Long> revoked(Set<Integer> partitions) {
            owned.removeAll(partitions);
            givenUp.addAll(partitions);
            return Map.of();
        }

        @Override
        public void lost(Set<Integer> partitions) {
            owned.removeAll(partitions);
        }

        @Override
        public void abort() {}

        @Override
        public ShareOffer offer() {
            offered = weight;
            return new ShareOffer(id, URI.create("ws://" + id), weight, mayGive, ++offers);
        }

        @Override
        public void planned(SharePlan plan) {
            asked = false;
            plans.add(plan);
            givenUp.forEach(partition ->
                    went.add(partition + " to " + plan.ownerOf(partition).orElse("nobody")));
            givenUp.clear();
        }

        @Override
        public boolean wantsRound() {
            boolean wants = !asked
                    && (offered != weight || !plans.isEmpty() && plans.getLast().more());
            asked |= wants;
            return wants;
        }

        @Override
        public void left() {}
    }

    @BeforeEach
    void makeTheTopic() throws Exception {
        try (Admin admin = Admin.create(kafka.client("test"))) {
            admin.createTopics(List.of(new NewTopic(kafka.named(TOPIC), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.loop.stop());
    }

    @Test
    void aThirdServerTakesItsPartAFewAtATimeAndNothingElseMoves() {
        Server one = new Server("chat-1", 100, 2);
        awaitOwned(one, 24);
        Server two = new Server("chat-2", 100, 2);
        awaitOwned(two, 12);
        List<Integer> oneHad = List.copyOf(one.owned);
        List<Integer> twoHad = List.copyOf(two.owned);

        Server three = new Server("chat-3", 100, 2);
        awaitOwned(three, 8);

        assertThat(one.owned).hasSize(8).isSubsetOf(oneHad);
        assertThat(two.owned).hasSize(8).isSubsetOf(twoHad);
        assertThat(three.plans.getLast().servers()).containsOnlyKeys("chat-1", "chat-2", "chat-3");
        assertThat(two.went).as("where the plan said that they went").allMatch(it -> it.endsWith(" to chat-3"));
        assertEveryPartitionHasOneOwner();
    }

    @Test
    void weightsDecideHowMuchEachTakes() {
        Server large = new Server("large", 300, Integer.MAX_VALUE);
        Server small = new Server("small", 100, Integer.MAX_VALUE);

        awaitOwned(large, 18);
        awaitOwned(small, 6);
    }

    @Test
    void whoIsAboutToGoGivesEverythingAwayWhileItIsStillThere() {
        Server one = new Server("chat-1", 100, 4);
        Server two = new Server("chat-2", 100, 4);
        awaitOwned(one, 12);
        awaitOwned(two, 12);

        one.weight = 0;

        awaitOwned(one, 0);
        awaitOwned(two, 24);
        assertThat(one.went).hasSizeGreaterThanOrEqualTo(12);
        assertThat(one.went.stream().skip(one.went.size() - 12)).allMatch(it -> it.endsWith(" to chat-2"));
        one.loop.stop();
        assertEveryPartitionHasOneOwner();
    }

    @Test
    void whatAServerHadThatStopsIsTakenWithinASecondOrTwo() {
        Server one = new Server("chat-1", 100, 4);
        Server two = new Server("chat-2", 100, 4);
        awaitOwned(one, 12);
        awaitOwned(two, 12);

        one.loop.stop();

        awaitOwned(two, 24);
    }

    private static void awaitOwned(Server server, int number) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(server.owned).as(server.id).hasSize(number));
    }

    private void assertEveryPartitionHasOneOwner() {
        await().untilAsserted(() -> assertThat(servers.stream().flatMap(server -> server.owned.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.iterate(0, it -> it + 1).limit(PARTITIONS).toList()));
        assertThat(new TreeSet<>(servers.getLast().plans.getLast().owners().keySet()))
                .hasSize(PARTITIONS);
    }
}
