package dev.parley.standalone.admin;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The command line.
///
/// @param words what stands after the verb, as many as it takes
/// @param out where an export goes; empty for standard output
/// @param limit of what is listed
/// @param yes to what can't be taken back
record Options(
        Verb verb,
        List<String> words,
        URI server,
        Path keys,
        boolean json,
        boolean all,
        String reason,
        Optional<Path> out,
        int limit,
        boolean yes) {
    static final String HELP = """
            ./parley admin VERB ...          what operators do; every look at a user and every act is written down
              find USER               who it is
              devices USER            where it is logged in
              disconnect USER DEVICE  log a device out, its open sockets end; --all for every device
              suspend USER            log every device out and let none in
              unsuspend USER          let it log in again
              export USER             all that is kept of it, as JSON lines; --out FILE to a new file
              trace CONVERSATION MESSAGE
                                      where a message is, by its ids: stored, in inboxes, delivered, pushed, read
              erase USER              its account and all that is kept for it alone, for good; --yes to do it
              drain SERVER            let a chat server give its slots away and go on running
              undrain SERVER          let it take slots again
              slots                   which chat server owns which inbox slots
              lag                     how far consumer groups are behind
              acts [USER]             what operators did, the newest first; --limit N (20)

              --reason TEXT   why, kept with the act
              --json          one JSON object a line
              --server URL    of the API service, else PARLEY_ADMIN_SERVER, else http://localhost:7082
              --keys FILE     whose first line is NAME SECRET, else PARLEY_ADMIN_KEYS, else what ./parley up made

            USER is a name or an id; a name of digits only is written as @name.
            Exit codes: 0 done, 1 refused, 2 usage, 3 unreachable, 5 the secret was refused.
            """;

    private static final String DEFAULT_SERVER = "http://localhost:7082";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 1_000;
    private static final Set<String> FLAGS = Set.of("--json", "--all", "--yes");
    private static final Set<String> VALUES = Set.of("--reason", "--server", "--keys", "--limit", "--out");

    /// What it does, and what may stand after it.
    enum Verb {
        FIND(1, 1, ""),
        DEVICES(1, 1, ""),
        DISCONNECT(1, 2, "--all --reason"),
        SUSPEND(1, 1, "--reason"),
        UNSUSPEND(1, 1, "--reason"),
        EXPORT(1, 1, "--out --reason"),
        TRACE(2, 2, "--reason"),
        ERASE(1, 1, "--yes --reason"),
        DRAIN(1, 1, "--reason"),
        UNDRAIN(1, 1, "--reason"),
        SLOTS(0, 0, ""),
        LAG(0, 0, ""),
        ACTS(0, 1, "--limit");

        private static final Set<String> ALWAYS = Set.of("--json", "--server", "--keys");

        private final int least;
        private final int most;
        private final Set<String> options;

        Verb(int least, int most, String options) {
            this.least = least;
            this.most = most;
            this.options = Set.of(options.split(" ", -1));
        }

        private static Verb of(String word) {
            for (Verb verb : values()) {
                if (verb.word().equals(word)) {
                    return verb;
                }
            }
            throw StoppedException.usage("There is no verb '" + word + "'.");
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String needs() {
            return switch (this) {
                case TRACE -> "a conversation's and a message's id.";
                case DRAIN, UNDRAIN -> "a server.";
                default -> "a user.";
            };
        }

        private boolean takes(String option) {
            return ALWAYS.contains(option) || options.contains(option);
        }
    }

    Options {
        words = List.copyOf(words);
    }

    static boolean asksForHelp(List<String> arguments) {
        return arguments.isEmpty()
                || arguments.contains("--help")
                || arguments.contains("-h")
                || arguments.getFirst().equals("help");
    }

    /// @param environment of the process
    /// @param ownKeys what `./parley up` makes
    /// @throws StoppedException if the command line makes no sense
    static Options read(List<String> arguments, Map<String, String> environment, Path ownKeys) {
        int at = placeOfVerb(arguments);
        Verb verb = Verb.of(arguments.get(at));
        List<String> others = new ArrayList<>(arguments);
        others.remove(at);
        List<String> words = new ArrayList<>();
        Map<String, String> given = gather(others, verb, words);
        boolean all = given.containsKey("--all");
        if (words.size() < verb.least || words.size() > verb.most) {
            throw StoppedException.usage(
                    words.size() < verb.least
                            ? verb.word() + " needs " + verb.needs()
                            : "That is too much: " + words.getLast() + ".");
        }
        if (verb == Verb.DISCONNECT && (words.size() == 2) == all) {
            throw StoppedException.usage("disconnect needs a device's id or --all.");
        }
        return new Options(
                verb,
                words,
                server(given.getOrDefault("--server", environment.getOrDefault("PARLEY_ADMIN_SERVER", DEFAULT_SERVER))),
                Path.of(Optional.ofNullable(given.get("--keys"))
                        .or(() -> Optional.ofNullable(environment.get("PARLEY_ADMIN_KEYS")))
                        .orElse(ownKeys.toString())),
                given.containsKey("--json"),
                all,
                given.getOrDefault("--reason", ""),
                Optional.ofNullable(given.get("--out")).map(Path::of),
                limit(given.get("--limit")),
                given.containsKey("--yes"));
    }

    /// Options may stand before it, too.
    private static int placeOfVerb(List<String> arguments) {
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            at += VALUES.contains(arguments.get(at)) ? 2 : 1;
        }
        if (at >= arguments.size()) {
            throw StoppedException.usage("A verb is missing.");
        }
        return at;
    }

    private static Map<String, String> gather(List<String> arguments, Verb verb, List<String> words) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                words.add(argument);
                continue;
            }
            if (!FLAGS.contains(argument) && !VALUES.contains(argument)) {
                throw StoppedException.usage("There is no option " + argument + ".");
            }
            if (!verb.takes(argument)) {
                throw StoppedException.usage(argument + " does not go with " + verb.word() + ".");
            }
            if (VALUES.contains(argument) && i + 1 == arguments.size()) {
                throw StoppedException.usage(argument + " needs a value.");
            }
            if (given.put(argument, VALUES.contains(argument) ? arguments.get(++i) : "") != null) {
                throw StoppedException.usage(argument + " stands there twice.");
            }
        }
        return given;
    }

    private static URI server(String text) {
        try {
            URI server = URI.create(text);
            if (Set.of("http", "https").contains(String.valueOf(server.getScheme())) && server.getHost() != null) {
                return server;
            }
        } catch (IllegalArgumentException none) {
            // Said below.
        }
        throw StoppedException.usage("--server needs an address such as " + DEFAULT_SERVER + ".");
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw StoppedException.usage("--limit needs a number from 1 to " + MAX_LIMIT + ".");
    }
}
