package dev.parley.conformance;

import dev.parley.conformance.check.Checks;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.hostile.Scenarios;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `./parley conformance` was asked for.
///
/// @param url of a server to try
/// @param command of a client to try
/// @param only ids and beginnings of ids; empty for all
record Options(
        @Nullable URI url,
        List<String> command,
        List<String> only,
        boolean list,
        boolean slow,
        int atOnce,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: ./parley conformance --url URL [--only ID,ID,...] [--slow] [--at-once N] [--json FILE]
                   ./parley conformance --client [--only ID,ID,...] [--slow] [--at-once N] [--json FILE] -- COMMAND...
                   ./parley conformance --list
              --url URL      tries the server at this public address, such as http://localhost:7080, and makes accounts there
              --client       plays a hostile server against the client that COMMAND starts; see docs/conformance.md
              --only ID,...  these rules alone, or all whose id begins so: send-03,pull,hello
              --slow         also rules that take long
              --at-once N    so many at the same time, 6 if not given
              --json FILE    writes the outcomes for programs, too
              --list         prints each rule's id and sentence
            Exit code: 0 all rules hold, 1 some do not, 2 usage or nobody answers.\
            """;

    private static final int AT_ONCE = 6;
    private static final int MOST_AT_ONCE = 64;

    /// What is wrong with the words.
    static final class UsageException extends Exception {
        UsageException(String what) {
            super(what);
        }
    }

    static Options read(List<String> words) throws UsageException {
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        Draft draft = new Draft();
        draft.command = List.copyOf(words.subList(Math.min(end + 1, words.size()), words.size()));
        for (int i = 0; i < end; i++) {
            i += draft.take(words.get(i), i + 1 < end ? words.get(i + 1) : null);
        }
        draft.check();
        return new Options(draft.url, draft.command, draft.only, draft.list, draft.slow, draft.atOnce, draft.json);
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

    /// Options while they are read.
    private static final class Draft {
        private @Nullable URI url;
        private List<String> command = List.of();
        private List<String> only = List.of();
        private boolean client;
        private boolean list;
        private boolean slow;
        private int atOnce = AT_ONCE;
        private @Nullable Path json;

        /// @return how many of the words after it belong to it
        int take(String word, @Nullable String value) throws UsageException {
            switch (word) {
                case "--list" -> list = true;
                case "--slow" -> slow = true;
                case "--client" -> client = true;
                case "--url" -> url = address(needed(word, value));
                case "--only" -> only = ids(needed(word, value));
                case "--at-once" -> atOnce = number(needed(word, value));
                case "--json" -> json = Path.of(needed(word, value));
                default -> throw new UsageException("There is no option " + word + ".");
            }
            return Set.of("--list", "--slow", "--client").contains(word) ? 0 : 1;
        }

        void check() throws UsageException {
            if (client == command.isEmpty()) {
                throw new UsageException("--client and a command behind -- belong together.");
            }
            if (!list && client == (url != null)) {
                throw new UsageException("One of --url and --client is needed.");
            }
        }

        private static String needed(String word, @Nullable String value) throws UsageException {
            if (value == null) {
                throw new UsageException(word + " needs a value.");
            }
            return value;
        }

        private static URI address(String value) throws UsageException {
            try {
                URI url = URI.create(value);
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException notOne) {
                // Said below.
            }
            throw new UsageException("\"" + value + "\" is no http or https address.");
        }

        private static List<String> ids(String value) throws UsageException {
            List<String> ids =
                    Arrays.stream(value.split(",", -1)).map(String::strip).toList();
            for (String id : ids) {
                if (Stream.concat(Checks.ALL.stream(), Scenarios.ALL.stream()).noneMatch(rule -> isNamed(rule, id))) {
                    throw new UsageException("There is no rule \"" + id + "\"; --list prints them.");
                }
            }
            return ids;
        }

        private static int number(String value) throws UsageException {
            try {
                int number = Integer.parseInt(value);
                if (number >= 1 && number <= MOST_AT_ONCE) {
                    return number;
                }
            } catch (NumberFormatException notOne) {
                // Said below.
            }
            throw new UsageException("--at-once is a number from 1 to " + MOST_AT_ONCE + ".");
        }
    }
}
