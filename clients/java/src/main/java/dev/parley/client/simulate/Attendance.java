package dev.parley.client.simulate;

import dev.parley.client.ClientBuilder;
import dev.parley.client.ParleyClient;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.JdkSocketClient;
import dev.parley.client.connection.LinkState;
import dev.parley.client.conversation.Following;
import dev.parley.client.frame.UnreadableFrameException;
import dev.parley.client.terminal.DeviceFolder;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Whether a person is here: comes in with an account that is made once, loses the connection and gets it back, is
/// logged out, goes away for a while. Everything but what any thread may ask happens on the person's own.
final class Attendance {
    private static final Duration AWAY = Duration.ofSeconds(45);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    private final Person person;
    private final Part part;
    private final Company company;
    private final RandomGenerator random;
    private volatile Whereabouts whereabouts = Whereabouts.AWAY;
    private volatile @Nullable UserId user;
    private @Nullable Presence present;

    /// What there is of a person who is not away.
    private record Presence(DeviceFolder folder, FrailSockets network, ParleyClient client) {
        void end() {
            client.close();
            network.close();
            folder.close();
        }
    }

    Attendance(Person person, Part part, Company company, RandomGenerator random) {
        this.person = person;
        this.part = part;
        this.company = company;
        this.random = random;
    }

    /// Asked by any thread.
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /// Empty before the account is known. Asked by any thread.
    Optional<UserId> user() {
        return Optional.ofNullable(user);
    }

    /// Null while the person is away. Without a connection it is there and tries to get one.
    @Nullable
    ParleyClient client() {
        Presence in = present;
        return in == null ? null : in.client();
    }

    /// Tries until it succeeds, the person is not let in, or what answers is no Parley.
    void comeIn() {
        try {
            Presence in = enter();
            present = in;
            user = in.client().userId();
            person.cameIn(in.client());
        } catch (UnreachableException away) {
            if (away.getCause() instanceof UnreadableFrameException) {
                company.end(3, String.valueOf(away.getMessage()));
            }
            leave();
            is(Whereabouts.LOST);
            person.after(company.tempo().about(TRY_AGAIN, random), this::comeIn);
        } catch (RefusedException refused) {
            if (refused.code().isEmpty()) {
                company.end(3, company.options().server() + " does not speak Parley: " + refused.detail());
            }
            leave();
            company.report(part.name() + " is not let in: " + refused.detail());
            is(Whereabouts.NEVER);
        }
    }

    private Presence enter() {
        Options options = company.options();
        DeviceFolder folder = DeviceFolder.take(company.state(), options.server(), part.name());
        FrailSockets network = new FrailSockets(new JdkSocketClient(company.http()), part.latency());
        try {
            ClientBuilder builder = ParleyClient.at(options.server())
                    .http(company.http())
                    .sockets(http -> network)
                    .store(folder.store())
                    .deviceName("Simulation")
                    .following(Following.RESUME)
                    .listener(person);
            boolean known = folder.store().session().isPresent();
            return new Presence(folder, network, login(builder, known, options.credentials(part)));
        } catch (RuntimeException notIn) {
            network.close();
            folder.close();
            throw notIn;
        }
    }

    /// By what is at hand: the stored login, else a new account, else the account of an earlier run.
    private ParleyClient login(ClientBuilder builder, boolean known, Credentials credentials) {
        if (known) {
            try {
                return builder.resume();
            } catch (LoggedOutException over) {
                // The password is known, too.
            }
        }
        try {
            return builder.register(credentials.name(), credentials.password(), part.displayName());
        } catch (RefusedException refused) {
            if (!refused.is(ErrorCode.NAME_TAKEN)) {
                throw refused;
            }
            return builder.login(credentials.name(), credentials.password());
        }
    }

    /// Comes back after a while.
    void goAway() {
        leave();
        is(Whereabouts.AWAY);
        person.after(company.tempo().about(AWAY, random), this::comeIn);
    }

    /// For good.
    void leave() {
        Presence was = present;
        present = null;
        if (was != null) {
            was.end();
        }
    }

    /// As in a tunnel.
    void loseConnection() {
        Presence in = present;
        if (in != null) {
            company.tally().brokeOff();
            in.network().breakOff();
        }
    }

    /// Heard on the client's thread.
    void connection(LinkState state) {
        if (state == LinkState.LIVE) {
            is(Whereabouts.HERE);
        } else if (state == LinkState.WAITING) {
            is(Whereabouts.LOST);
        } else if (state.isFinal()) {
            // Someone ended the login, say in the list of devices. There is the password.
            person.after(Duration.ZERO, this::goAway);
        }
    }

    private void is(Whereabouts where) {
        whereabouts = where;
        company.moved();
    }
}
