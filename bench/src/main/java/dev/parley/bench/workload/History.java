package dev.parley.bench.workload;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.bench.load.Calls;
import dev.parley.bench.load.ChatTexts;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.PageReader;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CassandraTables;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.bench.scene.StoredConversations;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.contracts.id.ConversationId;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// How fast somebody leafs through long conversations.
final class History implements Workload.OnScene {
    static final int CONVERSATIONS = 200;
    private static final int FIRST_PERSON = 8_000;
    private static final int PAGE = 50;
    private static final int TEXTS = 5_000;

    private static final double PER_SECOND = 200;
    private static final int READERS = 16;
    /// One after the other, each with what it read.
    private static final int LOOKED_AT = 100;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String about() {
        return "pages of 50 from 200 conversations of many events (--events): p50/p99, pages a second, partitions read";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                CqlSession cql = scene.cql();
                CassandraTables tables = scene.cassandraTables()) {
            ParleyApi reader = ParleyApi.register(
                    http,
                    scene.cluster().url(),
                    new MemoryClientStore(),
                    new Credentials("reader", "parley-reader"),
                    "Reader",
                    "bench");
            Shelf shelf = Shelf.fill(scene, cql, reader, FIRST_PERSON, CONVERSATIONS, plan.events());
            tables.flushAndCompact();
            AtomicLong seeds = new AtomicLong();
            Reads subject = new Rest(scene, reader);
            Reads floor = new Driver(scene, cql);
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> round(side, plan, shelf, tables, seeds.getAndAdd(2), broken),
                    List.of("coldP50Ms", "coldP99Ms", "warmP50Ms", "warmP99Ms", "pagesPerSecond", "cpuMsPerPage"),
                    List.of(
                            Bound.ratioAtMost("coldP99Ms", 3),
                            Bound.ratioAtMost("warmP99Ms", 3),
                            Bound.atLeast("pagesPerSecond", 1_000),
                            Bound.atMost("mostPartitions", 2)));
        }
    }

    /// Conversations of one person, all as long.
    record Shelf(List<ConversationId.Direct> conversations, int events) {
        static Shelf fill(Scene scene, CqlSession cql, ParleyApi reader, int firstPerson, int howMany, int events) {
            scene.say("storing " + howMany + " conversations of " + events + " events");
            StoredConversations stored = new StoredConversations(cql, ChatTexts.make(TEXTS, 1));
            List<ConversationId.Direct> all = scene.people(firstPerson, firstPerson + howMany).stream()
                    .map(Person::user)
                    .map(friend -> ConversationId.direct(reader.session().user(), friend))
                    .toList();
            all.forEach(conversation -> stored.write(conversation, events));
            return new Shelf(all, events);
        }

        /// The last one of a conversation, each in its turn.
        Place newest(int number) {
            return new Place(conversations.get(number % conversations.size()), events + 1L);
        }

        /// Anywhere, the same for the same number and seed. Full pages only.
        Place anywhere(int number, long seed) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
            return new Place(
                    conversations.get(random.nextInt(conversations.size())), random.nextLong(PAGE + 1, events + 2));
        }
    }

    /// @param before seq behind the page's last event
    record Place(ConversationId.Direct conversation, long before) {}

    interface Reads extends Contender {
        /// A connection that reads a page and says how many events it has.
        Calls.Caller caller(IntFunction<Place> places);

        /// What it has used so far, in processor time.
        CpuTime cpu();

        @Override
        default String durability() {
            return "nothing is sent";
        }

        @Override
        default void begin() {
            // Connects when it reads.
        }

        @Override
        default void end() {
            // As well.
        }

        @Override
        default void close() {
            // As well.
        }
    }

    private static Map<String, Double> round(
            Reads side, Plan plan, Shelf shelf, CassandraTables tables, long seed, List<String> broken) {
        Window window = new Window(
                PER_SECOND, plan.warmUp().dividedBy(2), plan.measured().dividedBy(2));
        Map<String, Double> figures = new LinkedHashMap<>();
        Calls.Outcome cold = Calls.paced(() -> side.caller(number -> shelf.anywhere(number, seed)), READERS, window);
        figures.put("coldP50Ms", cold.times().ms(50));
        figures.put("coldP99Ms", cold.times().ms(99));
        Calls.Outcome warm = Calls.paced(() -> side.caller(shelf::newest), READERS, window);
        figures.put("warmP50Ms", warm.times().ms(50));
        figures.put("warmP99Ms", warm.times().ms(99));
        figures.putAll(flatOut(side, plan, shelf, seed + 1));
        long most = 0;
        try (Calls.Caller one = side.caller(number -> shelf.anywhere(number, -1 - seed))) {
            for (int i = 0; i < LOOKED_AT; i++) {
                long before = tables.partitionsRead("events");
                one.call(i);
                most = Math.max(most, tables.partitionsRead("events") - before);
            }
        }
        figures.put("mostPartitions", (double) most);
        if (most == 0) {
            broken.add("pages came without a partition being read");
        }
        return figures;
    }

    /// As many pages as come, and what each costs.
    ///
    /// @param seed not used before: pages that were read are cached
    static Map<String, Double> flatOut(Reads side, Plan plan, Shelf shelf, long seed) {
        CpuTime before = side.cpu();
        double ownBefore = CpuTime.secondsOfThisProcess();
        Calls.Outcome outcome = Calls.flatOut(
                () -> side.caller(number -> shelf.anywhere(number, seed)),
                READERS,
                plan.measured().dividedBy(2));
        CpuTime cpu = side.cpu().since(before);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("pagesPerSecond", outcome.perSecond());
        figures.put("flatOutP99Ms", outcome.times().ms(99));
        figures.put("cpuMsPerPage", cpu.total() * 1_000 / outcome.made());
        figures.put("cpuSeconds", cpu.total());
        figures.put("generatorCpuSeconds", CpuTime.secondsOfThisProcess() - ownBefore);
        figures.put("pages", (double) outcome.made());
        return figures;
    }

    private static void requirePage(int events) {
        if (events != PAGE) {
            throw new IllegalStateException("a page has " + events + " events and not " + PAGE);
        }
    }

    /// As a client asks, straight to the API service.
    record Rest(Scene scene, ParleyApi reader) implements Reads {
        @Override
        public String what() {
            return "Parley, GET /v1/conversations/{id}/events at the API service";
        }

        @Override
        public void begin() {
            reader.me(); // So that its token is a fresh one.
        }

        @Override
        public CpuTime cpu() {
            return CpuTime.of(scene.processes());
        }

        @Override
        public Calls.Caller caller(IntFunction<Place> places) {
            PageReader pages =
                    new PageReader(scene.cluster().api(), reader.session().accessToken());
            return new Calls.Caller() {
                @Override
                public void call(int number) {
                    Place place = places.apply(number);
                    requirePage(pages.read(place.conversation(), place.before(), PAGE));
                }

                @Override
                public void close() {
                    pages.close();
                }
            };
        }
    }

    /// Its processor time includes the reader's own.
    private record Driver(Scene scene, CqlSession session, PreparedStatement page) implements Reads {
        private static final String CQL =
                "SELECT seq, message_id, author, client_message_id, count, payload FROM events"
                        + " WHERE conversation_id = ? AND bucket = ? AND seq <= ? LIMIT ?";

        Driver(Scene scene, CqlSession session) {
            this(scene, session, session.prepare(CQL));
        }

        @Override
        public String what() {
            return "the driver alone, one prepared statement with LIMIT 50, in one partition";
        }

        @Override
        public CpuTime cpu() {
            Map<String, Double> seconds =
                    new LinkedHashMap<>(CpuTime.of(List.of(scene.cassandra())).seconds());
            seconds.put("reader", CpuTime.secondsOfThisProcess());
            return new CpuTime(seconds);
        }

        @Override
        public Calls.Caller caller(IntFunction<Place> places) {
            return new Calls.Caller() {
                @Override
                public void call(int number) {
                    Place place = places.apply(number);
                    long last = place.before() - 1;
                    // A page that begins in the partition before is read from that one alone.
                    long bucket = (last - PAGE + 1) / StoredConversations.BUCKET;
                    requirePage(read(place.conversation(), bucket, last));
                }

                @Override
                public void close() {
                    // The session is shared, as drivers want it.
                }
            };
        }

        private int read(ConversationId conversation, long bucket, long from) {
            int events = 0;
            for (Row row : session.execute(page.bind(conversation.value(), bucket, from, PAGE))) {
                Objects.requireNonNull(row.getString("client_message_id"));
                Objects.requireNonNull(row.getByteBuffer("payload"));
                events += row.getLong("seq") + row.getLong("message_id") + row.getLong("author") > 0 ? 1 : 0;
            }
            return events;
        }
    }
}
