package dev.parley.client.simulate;

import dev.parley.contracts.id.UserId;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator.SplittableGenerator;

/// All the people, from their start until it is closed. Each lives on a thread of their own and knows of the others
/// only what stands here.
final class Company implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// Why it is over before its time.
    ///
    /// @param code of the program's exit
    record Ending(int code, String sentence) {}

    private final Options options;
    private final Path state;
    private final Tempo tempo;
    private final Board board;
    private final Tally tally = new Tally();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final CompletableFuture<Ending> over = new CompletableFuture<>();
    private final List<Person> people;
    private final List<Circle> circles;
    private boolean connected;
    private boolean saidAway;

    /// @param state where devices keep what they know
    Company(Options options, Path state, SplittableGenerator random, Tempo tempo, Board board) {
        this.options = options;
        this.state = state;
        this.tempo = tempo;
        this.board = board;
        this.people = Part.first(options.users()).stream()
                .map(part -> new Person(part, this, random.split()))
                .toList();
        this.circles = Circle.of(people);
    }

    void start() {
        people.forEach(Person::start);
    }

    /// Completes if there is no point in going on.
    CompletableFuture<Ending> over() {
        return over;
    }

    /// How it stands, in a line.
    String line() {
        return count(Whereabouts.HERE) + " of " + people.size() + " here, " + count(Whereabouts.AWAY) + " away, "
                + count(Whereabouts.LOST) + " connecting · " + tally.line(options.with());
    }

    private long count(Whereabouts where) {
        return people.stream().filter(person -> person.whereabouts() == where).count();
    }

    // For the people.

    Options options() {
        return options;
    }

    Path state() {
        return state;
    }

    HttpClient http() {
        return http;
    }

    Tempo tempo() {
        return tempo;
    }

    Tally tally() {
        return tally;
    }

    /// Those besides `me` that have an account.
    List<UserId> others(Person me) {
        return people.stream()
                .filter(person -> person != me)
                .flatMap(person -> person.user().stream())
                .toList();
    }

    /// What the person is to found, once everyone in it has an account or never will.
    Optional<Circle> circleToFound(Person founder) {
        return circles.stream()
                .filter(circle -> circle.isFoundedBy(founder))
                .filter(circle -> circle.members().stream()
                        .allMatch(member -> member.user().isPresent() || member.whereabouts() == Whereabouts.NEVER))
                .findFirst();
    }

    void report(String sentence) {
        board.say(sentence);
    }

    void end(int code, String sentence) {
        over.complete(new Ending(code, sentence));
    }

    /// Someone came, went or was lost.
    synchronized void moved() {
        long here = count(Whereabouts.HERE);
        if (here == 0 && count(Whereabouts.LOST) > 0 && !saidAway) {
            saidAway = true;
            board.say("No connection to " + options.server() + "; they go on trying.");
        } else if (here > 0) {
            if (saidAway || !connected) {
                board.say("Connected to " + options.server() + ".");
            }
            connected = true;
            saidAway = false;
        }
        if (count(Whereabouts.NEVER) == people.size()) {
            end(1, "Nobody is let in.");
        }
    }

    @Override
    public void close() {
        try (ExecutorService leaving = Executors.newVirtualThreadPerTaskExecutor()) {
            people.forEach(person -> leaving.execute(person::close));
        }
        http.shutdownNow();
    }
}
