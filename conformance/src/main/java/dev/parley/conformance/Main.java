package dev.parley.conformance;

import dev.parley.clikit.Program;
import dev.parley.conformance.check.Checks;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.hostile.Scenarios;
import dev.parley.conformance.report.Outcome;
import dev.parley.conformance.report.Report;
import dev.parley.conformance.report.RunChecks;
import dev.parley.conformance.report.RunScenarios;
import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.HttpCalls;
import dev.parley.conformance.wire.UnreachableException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./parley conformance`: does a server keep the protocol, does a client keep its promises?
///
/// Exit code 0: it does; 1: it does not; 2: usage, or nobody answers.
@Command(
        name = "./parley conformance",
        customSynopsis = {
            "./parley conformance --url URL [--only ID,ID,...] [--slow] [--at-once N] [--json FILE]",
            "       ./parley conformance --client [--only ID,ID,...] [--slow] [--at-once N] [--json FILE] -- COMMAND...",
            "       ./parley conformance --list"
        },
        footer = "Exit code: 0 all rules hold, 1 some do not, 2 usage or nobody answers.")
public final class Main implements Callable<Integer> {
    private final PrintStream out;

    @Mixin
    private final Options options = new Options();

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        // What follows a client's command is the command's, also where it looks like an option.
        return Program.run(new CommandLine(new Main(out)).setStopAtPositional(true), words, out);
    }

    @Override
    public Integer call() {
        options.check();
        try {
            if (options.list) {
                options.chosen(Stream.<Rule>concat(Checks.ALL.stream(), Scenarios.ALL.stream())
                                .toList())
                        .forEach(rule -> out.println(line(rule)));
                return 0;
            }
            return report();
        } catch (UnreachableException nobody) {
            out.println("Nobody answers: " + nobody.getMessage());
            return 2;
        } catch (IOException e) {
            out.println("The outcomes can't be written: " + e);
            return 2;
        }
    }

    private static String line(Rule rule) {
        return "%-12s %s%s".formatted(rule.id(), rule.rule(), rule.slow() ? " (--slow)" : "");
    }

    private int report() throws IOException {
        long start = System.nanoTime();
        URI server = options.url;
        List<Outcome> outcomes = server == null ? tryClient() : tryServer(server);
        Report report = new Report(outcomes, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        report.print(out);
        if (options.json != null) {
            Files.writeString(options.json, report.json() + "\n");
        }
        return report.failed() == 0 ? 0 : 1;
    }

    private List<Outcome> tryClient() {
        return new RunScenarios(options.command, options.atOnce, options.slow).run(options.chosen(Scenarios.ALL));
    }

    private List<Outcome> tryServer(URI server) {
        try (HttpCalls http = new HttpCalls(server)) {
            Answer answer = http.get("/v1/connect", null);
            if (answer.status() != 401) {
                out.println("Is this a Parley server? GET /v1/connect without a token is answered by " + answer);
            }
        }
        // No two runs may want the same names.
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return new RunChecks(server, options.atOnce, options.slow).run(options.chosen(Checks.ALL), run);
    }
}
