package dev.parley.standalone;

import dev.parley.engines.DirectoryLock;
import dev.parley.engines.EngineException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/// The embedded default: `up`, `down` and `status` of everything on this machine.
///
/// Exit code 0 for done, 1 for a sentence on standard error that says what is wrong.
public final class Main {
    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        Terminal terminal = new Terminal(System.out, System::nanoTime);
        Home home = Home.ofCheckout();
        try {
            Arguments arguments = Arguments.parse(List.of(words));
            switch (arguments.verb()) {
                case UP -> up(arguments, home, terminal);
                case DOWN -> down(home, terminal);
                case STATUS -> System.exit(new Status().say(arguments.ports(), home, terminal) ? 0 : 1);
            }
        } catch (EngineException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void up(Arguments arguments, Home home, Terminal terminal) throws InterruptedException {
        Up up = new Up(arguments, home, terminal);
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
            System.err.println("Parley could not start: " + cause.getMessage() + ". More is in "
                    + home.logs().resolve("parley.log") + ".");
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void down(Home home, Terminal terminal) {
        terminal.plain(DirectoryLock.stopOwner(home.directory()) ? "stopped" : "Parley does not run here.");
    }
}
