package dev.parley.bench.workload;

import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Sends;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Parley as 500 pairs use it who write each other texts of 120 bytes: all connected to one chat server.
final class Pairs implements Driven {
    static final int PAIRS = 500;

    private static final int TEXT_BYTES = 120;
    private static final int TEXTS = 64;
    private static final Duration TO_ENTER = Duration.ofMinutes(1);
    /// Everyone says something before anything is measured: then conversations, users and their rates are known.
    private static final Window INTRODUCTION = new Window(200, Duration.ZERO, Duration.ofSeconds(2 * PAIRS / 200));

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Scene scene;
    private final Loop loop;
    private boolean introduced;
    private @Nullable Crowd crowd;
    private List<List<Member>> conversations = List.of();

    Pairs(Scene scene, Loop loop) {
        this.scene = scene;
        this.loop = loop;
    }

    @Override
    public String what() {
        return "Parley, 500 pairs on one chat server, texts of 120 bytes";
    }

    @Override
    public String durability() {
        return "in both topics (acks=all, one broker) and in Cassandra's flushed commit log before offsets are committed; "
                + "exactly once";
    }

    @Override
    public void begin() {
        List<Person> people = scene.people(0, 2 * PAIRS);
        conversations = IntStream.range(0, PAIRS)
                .mapToObj(pair -> pair(people.get(2 * pair), people.get(2 * pair + 1), pair))
                .toList();
        Crowd entering = new Crowd(
                loop,
                scene.chatServer(),
                conversations.stream().flatMap(List::stream).toList());
        crowd = entering;
        entering.enter(TO_ENTER);
        if (!introduced) {
            List<String> wrong = drive(INTRODUCTION).wrongAtEase("introduction");
            if (!wrong.isEmpty()) {
                throw new IllegalStateException(wrong.toString());
            }
            introduced = true;
        }
    }

    private static List<Member> pair(Person one, Person other, int number) {
        ConversationId conversation = ConversationId.direct(one.user(), other.user());
        return List.of(
                new Member(one, conversation, number, 0), new Member(other, conversation, number, 1));
    }

    @Override
    public Drive drive(Window window) {
        Crowd talking = crowd;
        if (talking == null) {
            throw new IllegalStateException("not begun");
        }
        Sends sends = new Sends(
                loop,
                talking,
                conversations,
                window,
                "b" + RUNS.incrementAndGet(),
                texts(TEXT_BYTES));
        return measure(scene, sends, window, talking);
    }

    /// Runs it to its end and takes the processor time of its measured part.
    static Drive measure(Scene scene, Sends sends, Window window, Crowd crowd) {
        sends.start();
        sends.measuring().join();
        CpuTime cpuBefore = CpuTime.of(scene.processes());
        double generatorBefore = CpuTime.secondsOfThisProcess();
        sends.sentAll().join();
        CpuTime cpu = CpuTime.of(scene.processes()).since(cpuBefore);
        double generator = CpuTime.secondsOfThisProcess() - generatorBefore;
        sends.settled().join();
        Sends.Outcome outcome = sends.outcome();
        Map<String, Double> figures = new LinkedHashMap<>(outcome.deliveries().figures("delivery"));
        figures.putAll(outcome.ticks().figures("tick"));
        figures.put("generatorLateP99Ms", outcome.lags().ms(99));
        Map<String, Long> troubles = crowd.troubles();
        if (!troubles.isEmpty()) {
            throw new IllegalStateException("connections or order went wrong: " + troubles);
        }
        return new Drive(window, outcome.count(), figures, cpu, generator, outcome.abandoned());
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
