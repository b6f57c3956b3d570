package dev.parley.conformance;

import dev.parley.clikit.HttpAddress;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import dev.parley.conformance.check.Checks;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.hostile.Scenarios;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `./parley conformance` was asked for. A client to try has no URL; picocli fills all in.
final class Options {
    private static final int MOST_AT_ONCE = 64;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "tries the server at this public address, such as http://localhost:7080, and makes accounts"
                    + " there")
    @Nullable
    URI url;

    @Option(
            names = "--client",
            description = "plays a hostile server against the client that COMMAND starts; see docs/conformance.md")
    boolean client;

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            description = "these rules alone, or all whose id begins so: send-03,pull,hello")
    List<String> only = List.of();

    @Option(names = "--slow", description = "also rules that take long")
    boolean slow;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "so many at the same time, ${DEFAULT-VALUE} if not given")
    @WholeNumber(least = 1, most = MOST_AT_ONCE)
    int atOnce = 6;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the outcomes for programs, too")
    @Nullable
    Path json;

    @Option(names = "--list", description = "prints each rule's id and sentence")
    boolean list;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", hidden = true)
    List<String> command = List.of();

    /// @throws UsageException if they do not go together, or name a rule that does not exist
    void check() {
        if (client == command.isEmpty()) {
            throw new UsageException("--client and a command behind -- belong together.");
        }
        if (!list && client == (url != null)) {
            throw new UsageException("One of --url and --client is needed.");
        }
        for (String id : only) {
            if (Stream.concat(Checks.ALL.stream(), Scenarios.ALL.stream()).noneMatch(rule -> isNamed(rule, id))) {
                throw new UsageException("There is no rule \"" + id + "\"; --list prints them.");
            }
        }
    }

    /// Those of the rules that were named.
    <R extends Rule> List<R> chosen(List<R> all) {
        return only.isEmpty()
                ? all
                : all.stream()
                        .filter(rule -> only.stream().anyMatch(id -> isNamed(rule, id)))
                        .toList();
    }

    private static boolean isNamed(Rule rule, String id) {
        return rule.id().equals(id) || rule.id().startsWith(id + "-");
    }
}
