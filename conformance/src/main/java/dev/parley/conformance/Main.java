package dev.parley.conformance;

import dev.parley.conformance.check.Check;
import dev.parley.conformance.report.Report;
import dev.parley.conformance.report.RunChecks;
import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.HttpCalls;
import dev.parley.conformance.wire.UnreachableException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./parley conformance`: does a server keep the protocol?
///
/// Exit code 0: it does; 1: it does not; 2: usage, or nobody answers.
public final class Main {
    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) throws InterruptedException {
        if (words.contains("--help")) {
            out.println(Options.USAGE);
            return 0;
        }
        try {
            Options options = Options.read(words);
            if (options.list()) {
                options.checks().forEach(check -> out.println(line(check)));
                return 0;
            }
            return check(options, options.server(), out);
        } catch (Options.UsageException wrong) {
            out.println(wrong.getMessage() + "\n" + Options.USAGE);
            return 2;
        } catch (UnreachableException nobody) {
            out.println("Nobody answers: " + nobody.getMessage());
            return 2;
        } catch (IOException e) {
            out.println("The outcomes can't be written: " + e.getMessage());
            return 2;
        }
    }

    private static String line(Check check) {
        return "%-12s %s%s".formatted(check.id(), check.rule(), check.slow() ? " (--slow)" : "");
    }

    private static int check(Options options, URI server, PrintStream out) throws InterruptedException, IOException {
        try (HttpCalls http = new HttpCalls(server)) {
            Answer answer = http.get("/v1/connect", null);
            if (answer.status() != 401) {
                out.println("Warning: GET /v1/connect without a token is answered by " + answer
                        + ". Is this a Parley server?");
            }
        }
        long start = System.nanoTime();
        RunChecks checks = new RunChecks(server, options.atOnce(), options.slow());
        Report report = new Report(
                checks.run(options.checks(), Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        report.print(out);
        if (options.json() != null) {
            Files.writeString(options.json(), report.json() + "\n");
        }
        return report.failed() == 0 ? 0 : 1;
    }
}
