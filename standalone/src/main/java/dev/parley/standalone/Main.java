package dev.parley.standalone;

import dev.parley.clikit.Program;
import dev.parley.clikit.WholeNumber;
import dev.parley.engines.DirectoryLock;
import dev.parley.engines.EngineException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The embedded default: `up`, `down` and `status` of everything on this machine.
///
/// Exit code 0 for done, 1 for a sentence on standard error that says what is wrong.
@Command(name = "./parley", synopsisSubcommandLabel = "up|down|status", exitCodeOnInvalidInput = 1)
public final class Main {
    /// Which ports it is about.
    private static final class Where {
        @Option(
                names = "--ports",
                paramLabel = "BASE",
                description = "everything listens on the sixteen ports from here on; else on 7080 and so on")
        @WholeNumber(least = 1, most = Ports.LAST_BASE)
        private @Nullable Integer base;

        private Ports ports() {
            return base == null ? Ports.DEFAULT : Ports.startingAt(base);
        }
    }

    private final Home home = Home.ofCheckout();
    private final Terminal terminal;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.terminal = new Terminal(out, System::nanoTime);
        this.err = err;
    }

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        return Program.run(program(out, err), words, out, err);
    }

    /// Apart from running, for tests.
    static CommandLine program(PrintStream out, PrintStream err) {
        return new CommandLine(new Main(out, err));
    }

    @Command(description = "Starts everything on this machine and stays until Ctrl-C.")
    int up(@Option(names = "--fresh", description = "begin without data") boolean fresh, @Mixin Where where)
            throws Exception {
        return say(() -> up(new Up(fresh, where.ports(), home, terminal)));
    }

    @Command(description = "Stops everything that up started, also after its terminal died.")
    int down() throws Exception {
        return say(() -> {
            terminal.plain(DirectoryLock.stopOwner(home.directory()) ? "stopped" : "Parley does not run here.");
            return 0;
        });
    }

    @Command(description = "Says what runs.")
    int status(@Mixin Where where) throws Exception {
        return say(() -> new Status().say(where.ports(), home, terminal) ? 0 : 1);
    }

    private int say(Callable<Integer> deed) throws Exception {
        try {
            return deed.call();
        } catch (EngineException wrong) {
            err.println(wrong.getMessage());
            return 1;
        }
    }

    private int up(Up up) throws InterruptedException {
        try {
            up.start();
        } catch (RuntimeException e) {
            if (up.isStopping()) {
                new CountDownLatch(1).await(); // Told to stop in the middle; the JVM ends when that is done.
            }
            if (e instanceof EngineException) {
                throw e;
            }
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            err.println("Parley could not start: " + cause.getMessage() + ". More is in "
                    + home.logs().resolve("parley.log") + ".");
            return 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
