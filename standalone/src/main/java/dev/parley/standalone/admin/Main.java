package dev.parley.standalone.admin;

import dev.parley.kit.time.Pause;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// `./parley admin VERB ...`; see [Options#HELP].
public final class Main {
    private static final String ROOT = "/admin/v1/";

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Path ownKeys;
    private final Pause pause;

    /// @param ownKeys what `./parley up` makes
    /// @param pause between two tries
    Main(PrintStream out, PrintStream err, Map<String, String> environment, Path ownKeys, Pause pause) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.ownKeys = ownKeys;
        this.pause = pause;
    }

    public static void main(String[] arguments) {
        Path ownKeys = Path.of(System.getProperty("parley.root", "."), ".parley", "up", "admin.keys");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new Main(out, err, System.getenv(), ownKeys, Thread::sleep).run(List.of(arguments)));
    }

    /// @return the exit code
    int run(List<String> arguments) {
        if (Options.asksForHelp(arguments)) {
            out.print(Options.HELP);
            return 0;
        }
        try {
            Options options = Options.read(arguments, environment, ownKeys);
            try (AdminCalls calls = new AdminCalls(options.server(), AdminCalls.secret(options.keys()))) {
                carryOut(options, calls);
            }
            return 0;
        } catch (StoppedException why) {
            err.println("parley: " + why.getMessage());
            return why.code();
        }
    }

    private void carryOut(Options options, AdminCalls calls) {
        Show show = new Show(out, options.json());
        switch (options.verb()) {
            case FIND -> show.user(find(options.words().getFirst(), calls));
            case DEVICES -> show.devices(calls.get(user(options, calls) + "/devices", Map.of()));
            case DISCONNECT -> {
                String device = options.all()
                        ? ""
                        : "/" + id("A device", options.words().getLast(), "devices lists them");
                show.loggedOut(calls.send("DELETE", user(options, calls) + "/devices" + device, reason(options)));
            }
            case SUSPEND -> show.loggedOut(calls.send("PUT", user(options, calls) + "/suspension", reason(options)));
            case UNSUSPEND -> {
                calls.send("DELETE", user(options, calls) + "/suspension", reason(options));
                show.done("may log in again");
            }
            case EXPORT ->
                new SaveExport(out, err)
                        .run(
                                lines -> calls.lines(user(options, calls) + "/export", reason(options), lines),
                                options.out());
            case TRACE -> show.trace(trace(options, calls));
            case ERASE -> {
                JsonNode user = find(options.words().getFirst(), calls);
                if (!options.yes()) {
                    throw EraseUser.question(user);
                }
                // By its id from here on: meanwhile somebody else could take the name.
                String path = ROOT + "users/" + user.path("userId").asString();
                show.receipt(new EraseUser(err, pause).run(() -> calls.erase(path, reason(options))));
            }
            case DRAIN -> {
                calls.send("PUT", drain(options), reason(options));
                show.done("gives its slots away; slots shows how far it is");
            }
            case UNDRAIN -> {
                calls.send("DELETE", drain(options), reason(options));
                show.done("takes slots again");
            }
            case SLOTS -> show.slots(calls.get(ROOT + "slots", Map.of()));
            case LAG -> show.lag(calls.get(ROOT + "lag", Map.of()));
            case ACTS -> {
                Map<String, String> query = new HashMap<>(Map.of("limit", Integer.toString(options.limit())));
                if (!options.words().isEmpty()) {
                    query.put("user", userId(options.words().getFirst(), calls));
                }
                show.acts(calls.get(ROOT + "acts", query));
            }
        }
    }

    private static JsonNode trace(Options options, AdminCalls calls) {
        Map<String, String> query = new HashMap<>(reason(options));
        query.put("conversation", options.words().getFirst());
        return calls.get(
                ROOT + "messages/" + id("A message", options.words().getLast(), "the client has it") + "/trace", query);
    }

    private static String drain(Options options) {
        return ROOT + "servers/" + URLEncoder.encode(options.words().getFirst(), StandardCharsets.UTF_8) + "/drain";
    }

    private static Map<String, String> reason(Options options) {
        return options.reason().isEmpty() ? Map.of() : Map.of("reason", options.reason());
    }

    private static String user(Options options, AdminCalls calls) {
        return ROOT + "users/" + userId(options.words().getFirst(), calls);
    }

    /// Digits are an id: a user who took somebody's id as a name is not taken for them.
    private static String userId(String who, AdminCalls calls) {
        return isId(who) ? who : find(who, calls).path("userId").asString();
    }

    private static JsonNode find(String who, AdminCalls calls) {
        return isId(who)
                ? calls.get(ROOT + "users/" + who, Map.of())
                : calls.get(ROOT + "users", Map.of("name", who.startsWith("@") ? who.substring(1) : who));
    }

    private static String id(String whose, String word, String whence) {
        if (!isId(word)) {
            throw StoppedException.usage(whose + "'s id is a number; " + whence + ".");
        }
        return word;
    }

    private static boolean isId(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
