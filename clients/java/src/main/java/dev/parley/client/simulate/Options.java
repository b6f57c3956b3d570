package dev.parley.client.simulate;

import dev.parley.client.account.Credentials;
import dev.parley.clikit.HttpAddress;
import dev.parley.clikit.UsageException;
import dev.parley.clikit.WholeNumber;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `./parley simulate` was asked for.
final class Options {
    static final int MOST_USERS = 100;
    private static final int MOST_SECONDS = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{3,32}");

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "so many people, ${DEFAULT-VALUE} if not given, at most " + MOST_USERS)
    @WholeNumber(least = 1, most = MOST_USERS)
    private int users = 20;

    @Option(
            names = "--with",
            paramLabel = "NAME",
            description = "whom they write to and answer, ${DEFAULT-VALUE} if not given")
    private String with = "alice";

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "public address of the server, else ${DEFAULT-VALUE}")
    private URI server = URI.create("http://localhost:7080");

    @Option(names = "--seconds", paramLabel = "N", description = "go home after this long; else with Ctrl-C")
    @WholeNumber(least = 1, most = MOST_SECONDS)
    private @Nullable Integer seconds;

    @Option(names = "--seed", paramLabel = "S", description = "decides who says what to whom; a new one each time")
    @WholeNumber
    private @Nullable Long seed;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "of their accounts; needed where the server is not on this machine")
    private String password = "";

    /// @throws UsageException if nobody can have such a name, there is no such host, or everyone would know the
    ///     password of accounts elsewhere
    void check() {
        if (!NAME.matcher(with()).matches()) {
            throw new UsageException("--with takes a login name: 3 to 32 of the characters a-z, 0-9, _ . and -.");
        }
        try {
            boolean here = InetAddress.getByName(server.getHost()).isLoopbackAddress();
            if (password.isEmpty() && !here) {
                throw new UsageException(
                        "These accounts would have a password that everyone knows; for a server that is"
                                + " not on this machine give --password.");
            }
        } catch (UnknownHostException nowhere) {
            throw new UsageException("There is no host called " + server.getHost() + ".");
        }
    }

    URI server() {
        return server;
    }

    /// How many people are played.
    int users() {
        return users;
    }

    /// Login name of the user who is not alone any more.
    String with() {
        return with.toLowerCase(Locale.ROOT);
    }

    /// How long; empty for until it is stopped.
    Optional<Duration> time() {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    /// Decides who says what to whom; empty for a new one.
    OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /// With one that everyone knows if none was given, on this machine only.
    Credentials credentials(Part part) {
        return new Credentials(part.name(), password.isEmpty() ? "parley-" + part.name() : password);
    }
}
