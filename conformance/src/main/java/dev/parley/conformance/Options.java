package dev.parley.conformance;

import dev.parley.conformance.check.Check;
import dev.parley.conformance.check.Checks;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What `./parley conformance` was asked for.
///
/// @param checks those that were named, else all
record Options(
        @Nullable URI url,
        List<Check> checks,
        boolean named,
        boolean list,
        boolean slow,
        int atOnce,
        @Nullable Path json) {
    static final String USAGE = """
            Usage: ./parley conformance --url URL [--only ID,ID,...] [--slow] [--at-once N] [--json FILE]
                   ./parley conformance --list
              --url URL      the public address of a server, such as http://localhost:7080; accounts are made there
              --only ID,...  these checks alone, or all whose id begins so: send-03,pull,hello
              --slow         also checks that wait long
              --at-once N    so many checks at the same time, 6 if not given
              --json FILE    the outcomes for programs, too
              --list         prints each check's id and rule\
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
        Options options = new Options(null, Checks.ALL, false, false, false, AT_ONCE, null);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--list" ->
                    options = new Options(
                            options.url,
                            options.checks,
                            options.named,
                            true,
                            options.slow,
                            options.atOnce,
                            options.json);
                case "--slow" ->
                    options = new Options(
                            options.url,
                            options.checks,
                            options.named,
                            options.list,
                            true,
                            options.atOnce,
                            options.json);
                default -> {
                    i++;
                    options = options.with(word, i < words.size() ? words.get(i) : null);
                }
            }
        }
        if (options.url == null && !options.list) {
            throw new UsageException("--url is needed.");
        }
        return options;
    }

    /// Where to go, where nothing is only listed.
    URI server() {
        return Objects.requireNonNull(url);
    }

    private Options with(String word, @Nullable String value) throws UsageException {
        if (!Set.of("--url", "--only", "--at-once", "--json").contains(word)) {
            throw new UsageException("There is no option " + word + ".");
        }
        if (value == null) {
            throw new UsageException(word + " needs a value.");
        }
        return switch (word) {
            case "--url" -> new Options(address(value), checks, named, list, slow, atOnce, json);
            case "--only" -> new Options(url, named(value), true, list, slow, atOnce, json);
            case "--at-once" -> new Options(url, checks, named, list, slow, number(value), json);
            default -> new Options(url, checks, named, list, slow, atOnce, Path.of(value));
        };
    }

    private static URI address(String value) throws UsageException {
        try {
            URI url = URI.create(value);
            if (Set.of("http", "https")
                            .contains(Optional.ofNullable(url.getScheme()).orElse(""))
                    && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException notOne) {
            // Said below.
        }
        throw new UsageException("\"" + value + "\" is no http or https address.");
    }

    private static List<Check> named(String value) throws UsageException {
        Set<String> ids =
                java.util.Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        for (String id : ids) {
            if (Checks.ALL.stream().noneMatch(check -> isNamed(check, id))) {
                throw new UsageException("There is no check \"" + id + "\"; --list prints them.");
            }
        }
        return Checks.ALL.stream()
                .filter(check -> ids.stream().anyMatch(id -> isNamed(check, id)))
                .toList();
    }

    private static boolean isNamed(Check check, String id) {
        return check.id().equals(id) || check.id().startsWith(id + "-");
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
