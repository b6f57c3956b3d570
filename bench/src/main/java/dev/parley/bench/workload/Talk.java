package dev.parley.bench.workload;

import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Sends;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.id.ConversationId;
import dev.parley.systemtests.process.OneProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// People connected to a server who write each other in conversations of the same size. Connected anew for each round,
/// so that they cost nothing while the other side is measured.
final class Talk implements Driven {
    static final int PAIRS = 500;
    static final int TEXT_BYTES = 120;
    static final String PARLEYS_DURABILITY =
            "in both topics (acks=all, one broker) and in Cassandra's flushed commit log before offsets are committed; "
                    + "exactly once";

    private static final int TEXTS = 64;
    private static final int MOST_INTRODUCTIONS = 5;
    private static final Duration TO_ENTER = Duration.ofMinutes(1);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Loop loop;
    private final Setting setting;
    private boolean introduced;
    private @Nullable Crowd crowd;
    private List<List<Member>> conversations = List.of();

    /// @param members of each conversation, made anew for each round
    /// @param processes whose processor time counts
    /// @param introduction so that conversations, users and their rates are known before anything is measured
    /// @param warmUp once, behind the introduction
    record Setting(
            String what,
            String durability,
            Entrance entrance,
            Supplier<List<List<Member>>> members,
            Supplier<List<OneProcess>> processes,
            Window introduction,
            Window warmUp,
            List<String> texts) {}

    Talk(Loop loop, Setting setting) {
        this.loop = loop;
        this.setting = setting;
    }

    /// 500 pairs on one chat server.
    static Talk ofPairs(Scene scene, Loop loop) {
        return new Talk(
                loop,
                new Setting(
                        "Parley, 500 pairs on one chat server, texts of 120 bytes",
                        PARLEYS_DURABILITY,
                        scene.chatServer(),
                        () -> pairs(scene.people(0, 2 * PAIRS)),
                        scene::processes,
                        // Everyone says something.
                        Window.patient(200, Duration.ofSeconds(2 * PAIRS / 200)),
                        Window.patient(1_000, Duration.ofSeconds(40)),
                        texts(TEXT_BYTES)));
    }

    /// The first with the second, the third with the fourth, and so on.
    static List<List<Member>> pairs(List<Person> people) {
        return IntStream.range(0, people.size() / 2)
                .mapToObj(pair -> {
                    Person one = people.get(2 * pair);
                    Person other = people.get(2 * pair + 1);
                    ConversationId conversation = ConversationId.direct(one.user(), other.user());
                    return List.of(new Member(one, conversation, 0), new Member(other, conversation, 1));
                })
                .toList();
    }

    @Override
    public String what() {
        return setting.what();
    }

    @Override
    public String durability() {
        return setting.durability();
    }

    @Override
    public void begin() {
        conversations = setting.members().get();
        Crowd entering = new Crowd(
                loop,
                setting.entrance(),
                conversations.stream().flatMap(List::stream).toList());
        crowd = entering;
        entering.enter(TO_ENTER);
        if (!introduced) {
            introduce();
            introduced = true;
        }
    }

    /// A server compiles what runs often, for a minute or so after its start, and does little else meanwhile.
    private void introduce() {
        sayHello();
        List<String> wrong = drive(setting.warmUp()).wrong("warm-up");
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong.toString());
        }
    }

    /// A cluster that has just started refuses some at first; they say it again, as clients do.
    private void sayHello() {
        for (int attempt = 1; ; attempt++) {
            Drive drive = drive(setting.introduction());
            List<String> wrong = attempt < MOST_INTRODUCTIONS
                    ? drive.wrong("introduction")
                    : drive.wrongAtEase("introduction number " + attempt);
            if (!wrong.isEmpty()) {
                throw new IllegalStateException(wrong.toString());
            }
            if (drive.count().refused() == 0) {
                return;
            }
        }
    }

    /// Begins to send; whoever calls waits for its end.
    Sends start(Window window) {
        Crowd talking = crowd;
        if (talking == null) {
            throw new IllegalStateException("not begun");
        }
        Sends sends = new Sends(loop, talking, conversations, window, "b" + RUNS.incrementAndGet(), setting.texts());
        sends.start();
        return sends;
    }

    @Override
    public Drive drive(Window window) {
        Sends sends = start(window);
        sends.measuring().join();
        CpuTime cpuBefore = CpuTime.of(setting.processes().get());
        double generatorBefore = CpuTime.secondsOfThisProcess();
        sends.sentAll().join();
        CpuTime cpu = CpuTime.of(setting.processes().get()).since(cpuBefore);
        double generator = CpuTime.secondsOfThisProcess() - generatorBefore;
        sends.settled().join();
        Sends.Outcome outcome = sends.outcome();
        Map<String, Double> figures = new LinkedHashMap<>(outcome.deliveries().figures("delivery"));
        figures.putAll(outcome.ticks().figures("tick"));
        if (outcome.spread().count() > 0) {
            figures.put("spreadP50Ms", outcome.spread().ms(50));
            figures.put("spreadP99Ms", outcome.spread().ms(99));
        }
        figures.put("generatorLateP99Ms", outcome.lags().ms(99));
        requireOrder();
        return new Drive(window, outcome.count(), figures, cpu, generator, outcome.abandoned());
    }

    /// Nobody was cut off, nothing came out of order or was left out.
    private void requireOrder() {
        Crowd talking = crowd;
        Map<String, Long> troubles = talking == null ? Map.of() : talking.troubles();
        if (!troubles.isEmpty()) {
            throw new IllegalStateException("connections or order went wrong: " + troubles);
        }
    }

    /// Sentences of as many bytes, all different.
    static List<String> texts(int bytes) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = i; text.length() < bytes; word = word * 31 + 17) {
                text.append(Integer.toString(Math.abs(word % 100_000), 36)).append(' ');
            }
            texts.add(text.substring(0, bytes - 1) + ".");
        }
        return texts;
    }

    @Override
    public void end() {
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
