package dev.parley.client.simulate;

import dev.parley.clikit.Program;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./parley simulate`: other people, for one developer who tries a client alone.
@Command(
        name = "./parley simulate",
        footer = {
            "Their accounts stay and are used again. ./parley chat lena.sim --password parley-lena.sim looks over a"
                    + " shoulder.",
            "Exit code: 0 done, 1 the server refuses, 2 usage, 3 no Parley is there."
        })
public final class Main implements Callable<Integer> {
    private static final long TICK_SECONDS = 1;
    /// Where no terminal shows the line in one place.
    private static final int TICKS_BETWEEN_LINES = 10;
    private static final int CHOSEN_SEEDS = 1_000_000;
    private static final int LONGEST_GOODBYE_SECONDS = 10;

    private final Board board;
    private final Path state;
    private final Tempo tempo;
    private final CompletableFuture<Company.Ending> stop;

    @Mixin
    private final Options options = new Options();

    /// @param stop completed from outside to end it
    Main(Board board, Path state, Tempo tempo, CompletableFuture<Company.Ending> stop) {
        this.board = board;
        this.state = state;
        this.tempo = tempo;
        this.stop = stop;
    }

    public static void main(String[] words) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        CompletableFuture<Company.Ending> stop = new CompletableFuture<>();
        CountDownLatch gone = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.complete(new Company.Ending(0, "Everyone goes home."));
            awaitGoodbye(gone);
        }));
        Path state = Path.of(System.getProperty("parley.root", "."), ".parley", "client");
        int code;
        try {
            code = new Main(new Board(out, isTerminal), state, Tempo.USUAL, stop).run(List.of(words), out);
        } finally {
            gone.countDown();
        }
        System.exit(code);
    }

    private static void awaitGoodbye(CountDownLatch gone) {
        try {
            var unused = gone.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    int run(List<String> words, PrintStream out) {
        return Program.run(new CommandLine(this), words, out);
    }

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        long seed = options.seed().orElseGet(() -> System.currentTimeMillis() % CHOSEN_SEEDS);
        board.say(options.users() + " people for " + options.with() + ", seed " + seed + "; Ctrl-C ends it.");
        try (Company company = new Company(options, state, new SplittableRandom(seed), tempo, board)) {
            company.start();
            Company.Ending ending = watch(company);
            board.end();
            board.say(ending.sentence());
            board.say(company.line());
            return ending.code();
        }
    }

    private Company.Ending watch(Company company) throws InterruptedException {
        CompletableFuture<Object> either = CompletableFuture.anyOf(stop, company.over());
        long ticks = options.time().map(time -> time.toSeconds() / TICK_SECONDS).orElse(Long.MAX_VALUE);
        for (long tick = 1; tick <= ticks; tick++) {
            try {
                return (Company.Ending) either.get(TICK_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException goesOn) {
                if (board.isTerminal() || tick % TICKS_BETWEEN_LINES == 0) {
                    board.progress(company.line());
                }
            } catch (ExecutionException never) {
                throw new IllegalStateException(never);
            }
        }
        return new Company.Ending(0, "Time is up.");
    }
}
