package dev.parley.conformance;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `./parley conformance`: does a server keep the protocol, does a client keep its promises?
///
/// Exit code 0: it does; 1: it does not; 2: usage, or nobody answers.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        if (words.contains("--help")) {
            out.println(Options.USAGE);
            return 0;
        }
        try {
            Options options = Options.read(words);
            if (options.list()) {
                options.chosen(Stream.<Rule>concat(Checks.ALL.stream(), Scenarios.ALL.stream())
                                .toList())
                        .forEach(rule -> out.println(line(rule)));
                return 0;
            }
            return report(options, out);
        } catch (Options.UsageException wrong) {
            out.println(wrong.getMessage() + "\n" + Options.USAGE);
            return 2;
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

    private static int report(Options options, PrintStream out) throws IOException {
        long start = System.nanoTime();
        URI server = options.url();
        List<Outcome> outcomes = server == null ? tryClient(options) : tryServer(options, server, out);
        Report report = new Report(outcomes, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        report.print(out);
        if (options.json() != null) {
            Files.writeString(options.json(), report.json() + "\n");
        }
        return report.failed() == 0 ? 0 : 1;
    }

    private static List<Outcome> tryClient(Options options) {
        return new RunScenarios(options.command(), options.atOnce(), options.slow()).run(options.chosen(Scenarios.ALL));
    }

    private static List<Outcome> tryServer(Options options, URI server, PrintStream out) {
        try (HttpCalls http = new HttpCalls(server)) {
            Answer answer = http.get("/v1/connect", null);
            if (answer.status() != 401) {
                out.println("Is this a Parley server? GET /v1/connect without a token is answered by " + answer);
            }
        }
        // No two runs may want the same names.
        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return new RunChecks(server, options.atOnce(), options.slow()).run(options.chosen(Checks.ALL), run);
    }
}
