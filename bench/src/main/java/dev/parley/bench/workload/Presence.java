package dev.parley.bench.workload;

import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Onlookers;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.RedisUse;
import dev.parley.bench.scene.Scene;
import dev.parley.chat.presence.BusyServers;
import dev.parley.contracts.id.ConversationId;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What heartbeats cost Redis, while some people leave for good and others come: with people on sockets, whose few
/// changes wake it again and again, and with so many that it is as busy as for the floor.
final class Presence implements Workload.OnScene {
    private static final int STANDING = 15_000;
    /// Of the people who are there.
    private static final double CHURN_PER_SECOND = 0.0016;

    /// Without sockets, as many servers as this machine can keep busy, each with as many people as it is made for.
    private static final int BUSY_SERVERS = 8;

    private static final int BUSY_PEOPLE = 40_000;

    /// Less can't be told from nothing.
    private static final double LEAST_CPU_SECONDS = 0.001;

    private static final Duration TO_ENTER = Duration.ofMinutes(3);
    /// Who leaves counts as offline after 30 s; from then on as many go as come.
    private static final Duration TO_SETTLE = Duration.ofSeconds(36);

    /// Who watch some of those that come and leave.
    private static final int WATCHERS = 4;

    /// Of each kind; a watcher gets a quarter of both, more or less.
    private static final int WATCHED = WATCHERS * Onlookers.MOST_WATCHED / 3;

    /// A watch has begun until the first of the watched comes or is called offline.
    private static final Duration UNTIL_FIRST = Duration.ofSeconds(3);

    /// Cut so long ago: who last gave a sign of life up to 5 s before that is not called offline before the watch
    /// begins.
    private static final Duration SINCE_CUT = Duration.ofSeconds(22);

    private static final Duration UNTIL_ALL_CAME_AND_LEFT = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public String about() {
        return "heartbeats per second of Redis' processor time, with all it can bear and with 15,000 people, and keys"
                + " that they change; 0.16 %/s churn";
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        RedisClient client = RedisUse.client(scene);
        try (StatefulRedisConnection<String, String> redis = client.connect();
                Side subject = new Subject(scene, loop, client, redis, plan.measured());
                Side floor = new Floor(redis)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> side.measure(plan.measured(), who, broken),
                    List.of("keyChangesPer1000Beats", "beatsPerRedisCpuSecond", "beatsPerRedisCpuSecondAtEase"),
                    List.of(
                            Bound.atMost("keyChangesPer1000Beats", 16),
                            Bound.atMost("toldOnlineP99Ms", 1_000),
                            Bound.atMost("toldOfflineP99Ms", 2_000),
                            Bound.ratioAtLeast("beatsPerRedisCpuSecondAtEase", 50),
                            Bound.ratioAtLeast("beatsPerRedisCpuSecond", 50)));
        } finally {
            client.shutdown();
        }
    }

    private interface Side extends Contender {
        Map<String, Double> measure(Duration howLong, String who, List<String> broken);

        @Override
        default String durability() {
            return "in the memory of Redis";
        }
    }

    /// @param idleCpuSeconds what Redis spends in the same time without anybody
    private static Map<String, Double> figures(double beats, RedisUse use, double idleCpuSeconds) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("keyChangesPer1000Beats", use.keyChanges() * 1_000 / beats);
        figures.put("beatsPerRedisCpuSecond", beats / Math.max(use.cpuSeconds() - idleCpuSeconds, LEAST_CPU_SECONDS));
        figures.put("beats", beats);
        figures.put("redisCpuSeconds", use.cpuSeconds());
        figures.put("redisIdleCpuSeconds", idleCpuSeconds);
        return figures;
    }

    /// All that Redis does in that time counts, but what it does while nobody is there: that is measured before each
    /// round, for as long. Leases of slots are in both.
    private static final class Subject implements Side {
        private final Scene scene;
        private final Loop loop;
        private final RedisClient client;
        private final StatefulRedisConnection<String, String> redis;
        private final Duration idle;
        private double idleCpuSeconds;
        private @Nullable Crowd crowd;
        private @Nullable Future<?> churning;

        /// @param idle how long Redis is looked at before people enter
        Subject(
                Scene scene,
                Loop loop,
                RedisClient client,
                StatefulRedisConnection<String, String> redis,
                Duration idle) {
            this.scene = scene;
            this.loop = loop;
            this.client = client;
            this.redis = redis;
            this.idle = idle;
        }

        @Override
        public String what() {
            return "Parley, 15,000 people with a heartbeat every 5 s, 0.16 % of them leaving and others coming each"
                    + " second; then 320,000 on 8 servers without sockets, whose presence goes from turn to turn without"
                    + " pause";
        }

        @Override
        public void begin() {
            Turns.pause(TO_SETTLE); // Who was here before is offline then.
            RedisUse before = RedisUse.of(redis);
            Turns.pause(idle);
            idleCpuSeconds = RedisUse.of(redis).since(before).cpuSeconds();
            Crowd entering = crowd(0, Scene.PEOPLE - WATCHERS);
            crowd = entering;
            entering.enter(STANDING, TO_ENTER);
            long nanosBetween = Math.round(1e9 / (STANDING * CHURN_PER_SECOND));
            churning = loop.executor()
                    .scheduleAtFixedRate(entering::replaceOne, nanosBetween, nanosBetween, TimeUnit.NANOSECONDS);
            Turns.pause(TO_SETTLE);
        }

        private Crowd crowd(int from, int to) {
            return new Crowd(
                    loop,
                    scene.chatServer(),
                    scene.people(from, to).stream()
                            .map(person -> new Member(person, ConversationId.direct(person.user(), person.user()), 0))
                            .toList());
        }

        @Override
        public Map<String, Double> measure(Duration howLong, String who, List<String> broken) {
            Crowd here = crowd;
            if (here == null) {
                throw new IllegalStateException("not begun");
            }
            RedisUse before = RedisUse.of(redis);
            long beatsBefore = here.heartbeats();
            Turns.pause(howLong);
            RedisUse use = RedisUse.of(redis).since(before);
            long beats = here.heartbeats() - beatsBefore;
            Map<String, Double> figures = figures(beats, use, idleCpuSeconds);
            figures.putAll(watched(here, who, broken));
            Map<String, Long> troubles = here.troubles();
            if (!troubles.isEmpty()) {
                broken.add(who + " lost connections: " + troubles);
            }
            end();
            figures.put("beatsPerRedisCpuSecondAtEase", figures.remove("beatsPerRedisCpuSecond"));
            figures.putAll(busy(howLong, who, broken));
            return figures;
        }

        /// After what is measured of Redis, which watches would add to.
        private Map<String, Double> watched(Crowd here, String who, List<String> broken) {
            double perSecond = STANDING * CHURN_PER_SECOND;
            Onlookers onlookers = new Onlookers(
                    here.toCome((int) (UNTIL_FIRST.toSeconds() * perSecond), WATCHED),
                    here.haveLeft((int) (SINCE_CUT.toSeconds() * perSecond), WATCHED));
            try (Crowd watchers = crowd(Scene.PEOPLE - WATCHERS, Scene.PEOPLE)) {
                watchers.enter(TO_ENTER);
                onlookers.watch(loop, watchers);
                long end = loop.nanos() + UNTIL_ALL_CAME_AND_LEFT.toNanos();
                while (onlookers.waitedFor(loop) > 0 && loop.nanos() < end) {
                    Turns.pause(BETWEEN_LOOKS);
                }
                if (onlookers.waitedFor(loop) > 0) {
                    broken.add(who + " told nobody of " + onlookers.waitedFor(loop) + " who came or left");
                }
                if (onlookers.tooEarly(loop) > 0) {
                    broken.add(who + " called " + onlookers.tooEarly(loop) + " offline who had just been heard from");
                }
                if (!watchers.troubles().isEmpty()) {
                    broken.add(who + ": those who watch had trouble: " + watchers.troubles());
                }
                return onlookers.figures(loop);
            }
        }

        private Map<String, Double> busy(Duration howLong, String who, List<String> broken) {
            try (BusyServers servers = new BusyServers(client, BUSY_SERVERS, BUSY_PEOPLE, CHURN_PER_SECOND)) {
                servers.start();
                while (servers.passed().compareTo(TO_SETTLE) < 0) {
                    Turns.pause(BETWEEN_LOOKS);
                }
                RedisUse before = RedisUse.of(redis);
                long beatsBefore = servers.beats();
                Turns.pause(howLong);
                RedisUse use = RedisUse.of(redis).since(before);
                double beats = servers.beats() - beatsBefore;
                if (servers.isBroken()) {
                    broken.add(who + ": Redis did not bear its busy servers");
                }
                return Map.of(
                        "beatsPerRedisCpuSecond",
                        beats / use.cpuSeconds(),
                        "busyKeyChangesPer1000Beats",
                        use.keyChanges() * 1_000 / beats,
                        "busyBeats",
                        beats,
                        "busyRedisCpuSeconds",
                        use.cpuSeconds());
            }
        }

        @Override
        public void end() {
            Future<?> churn = churning;
            if (churn != null) {
                churn.cancel(false);
            }
            Crowd leaving = crowd;
            if (leaving != null) {
                leaving.close();
            }
            crowd = null;
        }

        @Override
        public void close() {
            end();
        }
    }

    /// Nothing is paced: what a beat costs does not depend on it, and the idle time of Redis is not in it.
    private static final class Floor implements Side {
        private static final int TOGETHER = 100;
        private static final int BEATS = BUSY_SERVERS * BUSY_PEOPLE;
        private static final Duration LONGEST = Duration.ofSeconds(30);

        private final StatefulRedisConnection<String, String> redis;

        Floor(StatefulRedisConnection<String, String> redis) {
            this.redis = redis;
        }

        @Override
        public String what() {
            return "SET key 1 EX 30 for a heartbeat of each of 320,000 people, a hundred to a round trip";
        }

        @Override
        public void begin() {
            beat(BEATS);
        }

        @Override
        public Map<String, Double> measure(Duration howLong, String who, List<String> broken) {
            RedisUse before = RedisUse.of(redis);
            beat(BEATS);
            RedisUse use = RedisUse.of(redis).since(before);
            Map<String, Double> figures = figures(BEATS, use, 0);
            // It is never at ease: both of the subject's are held against the same.
            figures.put("beatsPerRedisCpuSecondAtEase", BEATS / use.cpuSeconds());
            return figures;
        }

        private void beat(int times) {
            RedisAsyncCommands<String, String> commands = redis.async();
            redis.setAutoFlushCommands(false);
            try {
                for (int from = 0; from < times; from += TOGETHER) {
                    List<RedisFuture<String>> beats = new ArrayList<>(TOGETHER);
                    for (int i = from; i < from + TOGETHER; i++) {
                        beats.add(commands.setex("bench:beat:" + i, 30, "1"));
                    }
                    redis.flushCommands();
                    if (!LettuceFutures.awaitAll(LONGEST, beats.toArray(new RedisFuture<?>[0]))) {
                        throw new IllegalStateException("Redis does not answer");
                    }
                }
            } finally {
                redis.setAutoFlushCommands(true);
            }
        }

        @Override
        public void end() {
            // The keys expire.
        }

        @Override
        public void close() {
            // The connection is the workload's.
        }
    }
}
