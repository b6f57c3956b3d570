package dev.parley.systemtests.trial;

import dev.parley.engines.EngineException;
import dev.parley.systemtests.process.Cluster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A cluster is started, something is done to it, and the last line says what came of it.
///
/// @param held what is said of green, besides the verdict's numbers
/// @param logs where they are
public record Trial(String held, Path logs, PrintStream out) {
    /// What is done while people talk.
    @FunctionalInterface
    public interface Deed {
        Verdict to(Cluster cluster) throws Exception;
    }

    /// @param cluster not started yet
    /// @return the exit code, 0 for green and 1 for red
    public int run(Supplier<Cluster> cluster, Deed deed) throws Exception {
        try (Cluster made = cluster.get()) {
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-everything"));
            made.start(name -> out.println("          " + name + " runs"));
            return say(deed.to(made));
        } catch (EngineException | AssertionError failed) {
            failed.printStackTrace(out);
            return red(String.valueOf(failed.getMessage()));
        }
    }

    int say(Verdict verdict) {
        verdict.broken().forEach(out::println);
        if (!verdict.isGreen()) {
            return red(verdict.broken().size() + " promises broken; " + verdict.summary());
        }
        out.println("green: " + verdict.summary() + "; " + held);
        return 0;
    }

    private int red(String why) {
        out.println("red: " + why + "; logs are in " + logs);
        return 1;
    }
}
