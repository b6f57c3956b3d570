package dev.parley.client.terminal;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the command line.
final class OptionsReader {
    static final String HELP = """
            ./parley chat NAME [OPTIONS]     talk as NAME
              --password TEXT     else PARLEY_PASSWORD, else this machine's stored login, else asked for
              --server URL        else PARLEY_SERVER, else http://localhost:7080
              --register          create the account first
              --display-name TEXT how others see the new account

            for scripts
              --to WHOM --send TEXT   send, wait until it is durable, print its seq; TEXT - reads standard input
              --listen                print each new event, unread messages first
                --count N             end after N events
                --new-only            without the unread ones
                --to WHOM             of this conversation only
              --history WHOM          print the newest part of a conversation
                --limit N             so many events (20)
              --json                  one JSON object a line
              --timeout SECONDS       give up after this long (send 30, listen never)

            WHOM is a person's name, a group's title or a conversation's id; @name and #title say which.
            Exit codes: 0 done, 1 refused, 2 usage, 3 unreachable, 4 timed out, 5 login failed.
            """;

    private static final String DEFAULT_SERVER = "http://localhost:7080";
    private static final int DEFAULT_HISTORY = 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{3,32}");
    private static final Set<String> FLAGS = Set.of("--register", "--listen", "--new-only", "--json");
    private static final Set<String> VALUES = Set.of(
            "--password",
            "--server",
            "--display-name",
            "--to",
            "--send",
            "--count",
            "--history",
            "--limit",
            "--timeout");

    private final Map<String, String> given = new HashMap<>();
    private Optional<String> name = Optional.empty();

    private OptionsReader() {}

    /// @param defaultServer where no server is given
    /// @throws StoppedException if the command line makes no sense
    static Options read(List<String> arguments, Optional<String> defaultServer) {
        OptionsReader reader = new OptionsReader();
        reader.gather(arguments);
        return reader.options(defaultServer.orElse(DEFAULT_SERVER));
    }

    static boolean asksForHelp(List<String> arguments) {
        return arguments.isEmpty() || arguments.contains("--help") || arguments.contains("-h");
    }

    private void gather(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (FLAGS.contains(argument)) {
                put(argument, "");
            } else if (VALUES.contains(argument)) {
                if (++i == arguments.size()) {
                    throw usage(argument + " needs a value.");
                }
                put(argument, arguments.get(i));
            } else if (argument.startsWith("-")) {
                throw usage("There is no option " + PrintableText.line(argument) + ".");
            } else if (name.isEmpty()) {
                name = Optional.of(argument);
            } else {
                throw usage("One name is enough: " + PrintableText.line(argument) + " is too much.");
            }
        }
    }

    private void put(String option, String value) {
        if (given.put(option, value) != null) {
            throw usage(option + " stands there twice.");
        }
    }

    private Options options(String defaultServer) {
        String user = name.orElseThrow(() -> usage("Whose chat? Give a name.")).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(user).matches()) {
            throw usage("A name has 3 to 32 of the characters a-z, 0-9, _ . and -.");
        }
        Options.Action action = action();
        Optional<Duration> timeout = has("--timeout")
                ? Optional.of(Duration.ofSeconds(number("--timeout", 0, 1, 1_000_000)))
                : Optional.empty();
        return new Options(
                user,
                server(value("--server").orElse(defaultServer)),
                action,
                value("--password"),
                value("--to"),
                timeout,
                has("--json"),
                has("--register"),
                value("--display-name"));
    }

    private Options.Action action() {
        long actions = List.of("--send", "--listen", "--history").stream()
                .filter(this::has)
                .count();
        if (actions > 1) {
            throw usage("--send, --listen and --history don't go together.");
        }
        needs("--count", "--listen");
        needs("--new-only", "--listen");
        needs("--limit", "--history");
        needs("--display-name", "--register");
        if (has("--send")) {
            if (!has("--to")) {
                throw usage("--send needs --to.");
            }
            return new Options.Action.Send(given.getOrDefault("--send", ""));
        }
        if (has("--listen")) {
            return new Options.Action.Listen(number("--count", 0, 1, Integer.MAX_VALUE), has("--new-only"));
        }
        if (has("--history")) {
            int limit = number("--limit", DEFAULT_HISTORY, 1, Integer.MAX_VALUE);
            return new Options.Action.History(given.getOrDefault("--history", ""), limit);
        }
        if (has("--json")) {
            throw usage("--json goes with --send, --listen or --history.");
        }
        if (has("--to") && !has("--listen")) {
            throw usage("--to goes with --send or --listen.");
        }
        return new Options.Action.Talk();
    }

    private void needs(String option, String other) {
        if (has(option) && !has(other)) {
            throw usage(option + " goes with " + other + ".");
        }
    }

    private boolean has(String option) {
        return given.containsKey(option);
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(given.get(option));
    }

    private int number(String option, int otherwise, int least, int most) {
        String text = given.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw usage(option + " needs a whole number from " + least + ".");
    }

    private static URI server(String text) {
        try {
            URI server = URI.create(text);
            boolean http = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
            if (http && server.getHost() != null) {
                return server;
            }
        } catch (IllegalArgumentException none) {
            // Said below.
        }
        throw usage("--server needs an address such as " + DEFAULT_SERVER + ".");
    }

    private static StoppedException usage(String sentence) {
        return new StoppedException(ExitCode.USAGE, sentence + " ./parley chat --help says more.");
    }
}
