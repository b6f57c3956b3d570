package dev.parley.client.simulate;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `./parley simulate`: other people, for one developer who tries a client alone.
public final class Main {
    private static final long TICK_SECONDS = 1;
    /// Where no terminal shows the line in one place.
    private static final int TICKS_BETWEEN_LINES = 10;
    private static final int CHOSEN_SEEDS = 1_000_000;
    private static final int LONGEST_GOODBYE_SECONDS = 10;

    private Main() {}

    public static void main(String[] words) throws InterruptedException {
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
            code = run(List.of(words), new Board(out, isTerminal), state, Tempo.USUAL, stop);
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

    /// @param stop completed from outside to end it
    static int run(List<String> words, Board board, Path state, Tempo tempo, CompletableFuture<Company.Ending> stop)
            throws InterruptedException {
        if (words.contains("--help") || words.contains("-h")) {
            board.text(Options.USAGE);
            return 0;
        }
        Options options;
        try {
            options = Options.read(words);
            options.checkHost();
        } catch (Options.UsageException wrong) {
            board.say(String.valueOf(wrong.getMessage()));
            board.text(Options.USAGE);
            return 2;
        }
        long seed = options.seed().orElseGet(() -> System.currentTimeMillis() % CHOSEN_SEEDS);
        board.say(options.users() + " people for " + options.with() + ", seed " + seed + "; Ctrl-C ends it.");
        try (Company company = new Company(options, state, new SplittableRandom(seed), tempo, board)) {
            company.start();
            Company.Ending ending = watch(company, options, board, stop);
            board.end();
            board.say(ending.sentence());
            board.say(company.line());
            return ending.code();
        }
    }

    private static Company.Ending watch(
            Company company, Options options, Board board, CompletableFuture<Company.Ending> stop)
            throws InterruptedException {
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
