package dev.parley.client.terminal;

import dev.parley.clikit.HttpAddress;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line, and which of its options go together.
@Command(
        name = "./parley chat",
        customSynopsis = {
            "./parley chat NAME [OPTIONS]",
            "       ./parley chat NAME --to WHOM --send TEXT [OPTIONS]",
            "       ./parley chat NAME --listen [OPTIONS]",
            "       ./parley chat NAME --history WHOM [OPTIONS]"
        },
        description = "Talk as NAME; or, in scripts, send, listen and read.",
        footer = {
            "WHOM is a person's name, a group's title or a conversation's id; @name and #title say which.",
            "Exit codes: 0 done, 1 refused, 2 usage, 3 unreachable, 4 timed out, 5 login failed."
        })
final class ChatCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{3,32}");
    private static final String DEFAULT_SERVER = "http://localhost:7080";
    private static final int LONGEST_SECONDS = 1_000_000;

    /// What is done once the words make sense.
    interface Deed {
        ExitCode with(Options options) throws InterruptedException;
    }

    private final Optional<String> defaultServer;
    private final Deed deed;

    @Parameters(paramLabel = "NAME", hidden = true)
    private String name = "";

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "else PARLEY_PASSWORD, else this machine's stored login, else asked for")
    private Optional<String> password = Optional.empty();

    @Option(
            names = "--server",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "else PARLEY_SERVER, else " + DEFAULT_SERVER)
    private @Nullable URI server;

    @Option(names = "--register", description = "create the account first")
    private boolean register;

    @Option(names = "--display-name", paramLabel = "TEXT", description = "how others see the new account")
    private Optional<String> displayName = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "WHOM",
            description = "whom --send writes to; which conversation alone --listen listens to")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--send",
            paramLabel = "TEXT",
            description = "send, wait until it is durable, print its seq; TEXT - reads standard input")
    private @Nullable String send;

    @Option(names = "--listen", description = "print each new event, unread messages first")
    private boolean listen;

    @Option(names = "--count", paramLabel = "N", description = "of --listen: end after N events")
    @WholeNumber(least = 1)
    private @Nullable Integer count;

    @Option(names = "--new-only", description = "of --listen: without the unread ones")
    private boolean newOnly;

    @Option(names = "--history", paramLabel = "WHOM", description = "print the newest part of a conversation")
    private @Nullable String history;

    @Option(names = "--limit", paramLabel = "N", description = "of --history: so many events, 20 if not given")
    @WholeNumber(least = 1)
    private @Nullable Integer limit;

    @Option(names = "--json", description = "for scripts: one JSON object a line")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "for scripts: give up after this long (send 30, listen never)")
    @WholeNumber(least = 1, most = LONGEST_SECONDS)
    private @Nullable Integer timeout;

    /// @param defaultServer where no server is given
    ChatCommand(Optional<String> defaultServer, Deed deed) {
        this.defaultServer = defaultServer;
        this.deed = deed;
    }

    @Override
    public Integer call() throws InterruptedException {
        String user = name.toLowerCase(Locale.ROOT);
        require(NAME.matcher(user).matches(), "A name has 3 to 32 of the characters a-z, 0-9, _ . and -.");
        require(displayName.isEmpty() || register, "--display-name goes with --register.");
        URI at = server == null ? new HttpAddress().convert(defaultServer.orElse(DEFAULT_SERVER)) : server;
        Optional<Duration> patience = Optional.ofNullable(timeout).map(Duration::ofSeconds);
        return deed.with(new Options(user, at, action(), password, to, patience, json, register, displayName))
                .code();
    }

    private Options.Action action() {
        long actions = Stream.of(send != null, listen, history != null)
                .filter(Boolean::booleanValue)
                .count();
        require(actions <= 1, "--send, --listen and --history don't go together.");
        require(count == null || listen, "--count goes with --listen.");
        require(!newOnly || listen, "--new-only goes with --listen.");
        require(limit == null || history != null, "--limit goes with --history.");
        if (send != null) {
            require(to.isPresent(), "--send needs --to.");
            return new Options.Action.Send(send);
        }
        if (listen) {
            return new Options.Action.Listen(count == null ? 0 : count, newOnly);
        }
        if (history != null) {
            return new Options.Action.History(history, limit == null ? 20 : limit);
        }
        require(!json, "--json goes with --send, --listen or --history.");
        require(to.isEmpty(), "--to goes with --send or --listen.");
        return new Options.Action.Talk();
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new UsageException(rule);
        }
    }
}
