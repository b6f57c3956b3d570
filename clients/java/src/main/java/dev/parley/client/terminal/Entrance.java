package dev.parley.client.terminal;

import dev.parley.client.ClientBuilder;
import dev.parley.client.ParleyClient;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.device.ClientStore;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Logs in, by what is at hand: the password that was given, else this device's stored login, else the well-known
/// password of a user that `./parley up` made on this machine, else the one that a person types.
final class Entrance {
    private static final Set<String> SEEDED = Set.of("alice", "bob", "carol");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Options options;
    private final ClientStore store;
    private final Optional<String> given;
    private final Surroundings.Asking asking;

    Entrance(Options options, Surroundings surroundings, ClientStore store) {
        this.options = options;
        this.store = store;
        this.given = options.password().or(() -> surroundings.variable("PARLEY_PASSWORD"));
        this.asking = surroundings.asking();
    }

    /// @throws StoppedException `LOGIN_FAILED` or `UNREACHABLE`
    ParleyClient enter(ClientBuilder builder) {
        try {
            return options.register() ? register(builder) : login(builder);
        } catch (UnreachableException away) {
            throw new StoppedException(
                    ExitCode.UNREACHABLE,
                    options.server() + " is not reachable: " + PrintableText.line(String.valueOf(away.getMessage()))
                            + ". Does ./parley up run?");
        } catch (LoggedOutException | RefusedException refused) {
            throw new StoppedException(
                    ExitCode.LOGIN_FAILED,
                    "Login of " + options.name() + " failed: "
                            + PrintableText.line(String.valueOf(refused.getMessage())));
        }
    }

    private ParleyClient register(ClientBuilder builder) {
        String password = given.orElseGet(this::asked);
        return builder.register(options.name(), password, options.displayName().orElse(options.name()));
    }

    private ParleyClient login(ClientBuilder builder) {
        if (given.isPresent()) {
            return builder.login(options.name(), given.get());
        }
        if (store.session().isPresent()) {
            try {
                return builder.resume();
            } catch (LoggedOutException | RefusedException over) {
                // The stored login has ended; there may be another way.
            }
        }
        return builder.login(options.name(), seeded().orElseGet(this::asked));
    }

    private Optional<String> seeded() {
        URI server = options.server();
        boolean known = SEEDED.contains(options.name()) && LOOPBACK.contains(server.getHost());
        return known ? Optional.of("parley-" + options.name()) : Optional.empty();
    }

    private String asked() {
        String password = asking.secret("Password of " + options.name() + ": ");
        if (password == null || password.isEmpty()) {
            throw new StoppedException(
                    ExitCode.LOGIN_FAILED, "A password is needed: --password, or the variable PARLEY_PASSWORD.");
        }
        return password;
    }
}
