package dev.parley.chat.ownership;

import dev.parley.chat.ownership.SoleClaim.Living;
import dev.parley.chat.ownership.SoleClaim.Ours;
import dev.parley.chat.ownership.SoleClaim.Unknown;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims what only one may have, the server's id and, for its installation, the region's directory: before this
/// server serves, and then every so often as long as it lives.
///
/// At start a claim of the living is a reason to refuse. One that a dead process left is waited for, five
/// announcements at most. While the directory is away a server starts unchecked, and checks once it is back.
///
/// Of two servers with one id that both run, because the directory was away or was emptied, the one that claims
/// first stays and the other is fenced. A second installation is only reported then: which of the two is at its
/// place nobody here can know, and a wrong choice would end all servers of the right one.
final class RegisterServer {
    private static final Logger log = LoggerFactory.getLogger(RegisterServer.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ServerSettings settings;
    private final Identity identity;
    private final Pause pause;
    private final Consumer<WrongUseException> fence;
    private final SoleClaim id;
    private final SoleClaim directory;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("parley-register").factory());
    private boolean isShared;

    /// @param fence ends this process
    RegisterServer(
            ClaimStore claims,
            ServerSettings settings,
            Identity identity,
            Pause pause,
            Consumer<WrongUseException> fence) {
        this.settings = settings;
        this.identity = identity;
        this.pause = pause;
        this.fence = fence;
        this.id = new SoleClaim(claims, "server:" + settings.id(), identity.incarnation());
        this.directory = new SoleClaim(claims, "directory", identity.installation());
    }

    /// Returns once the claims are this server's, or the directory does not answer.
    ///
    /// @throws WrongUseException if a living server or installation holds one of them
    void start() {
        try {
            waitForClaims();
        } catch (DirectoryAwayException noAnswer) {
            log.atWarn().setMessage("started_unregistered").setCause(noAnswer).log();
        } catch (WrongUseException refusal) {
            stop();
            throw refusal;
        }
        long everyMs = settings.announceEvery().toMillis();
        scheduler.scheduleWithFixedDelay(this::renew, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /// Gives the id back. The directory stays claimed for the installation's other servers.
    void stop() {
        scheduler.shutdown();
        try {
            id.release();
        } catch (DirectoryAwayException gone) {
            log.atInfo().setMessage("server_id_not_released").log();
        }
    }

    private void waitForClaims() {
        boolean isWaiting = false;
        // Both each time, so that what was claimed first does not expire while the other is waited for.
        while (!(isOurs(directory, this::strangers) & isOurs(id, this::twin))) {
            if (!isWaiting) {
                isWaiting = true;
                log.atInfo().setMessage("former_claims_expire").log();
            }
            try {
                pause.pause(BETWEEN_LOOKS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while registering", stop);
            }
        }
    }

    private boolean isOurs(SoleClaim claim, Function<String, WrongUseException> refusal) {
        return switch (claim.claim(settings.life())) {
            case Ours ours -> true;
            case Unknown lookAgain -> false;
            case Living other -> throw refusal.apply(other.rival());
        };
    }

    /// One turn of the schedule.
    void renew() {
        try {
            if (id.claim(settings.life()) instanceof Living other) {
                fence.accept(twin(other.rival()));
            }
            reportStrangers(directory.claim(settings.life()));
        } catch (DirectoryAwayException away) {
            // AnnounceServer says so, once for all.
            log.atDebug().setMessage("claims_not_renewed").log();
        } catch (RuntimeException bug) {
            // The schedule would end with it.
            log.atError().setMessage("register_failed").setCause(bug).log();
        }
    }

    private void reportStrangers(SoleClaim.Outcome outcome) {
        boolean wasShared = isShared;
        isShared = outcome instanceof Living;
        if (outcome instanceof Living other && !wasShared) {
            WrongUseException why = strangers(other.rival());
            log.atError()
                    .setMessage("directory_shared")
                    .addKeyValue("wrong", why.wrong())
                    .addKeyValue("remedy", why.remedy())
                    .log();
        }
    }

    private WrongUseException twin(String rival) {
        return new WrongUseException(
                "Another running chat server has the id " + settings.id() + " in region " + identity.region() + ": "
                        + rival + " (this one: " + identity.incarnation() + ").",
                "Give each chat server its own parley.chat.server.id, or stop the other one first.");
    }

    private WrongUseException strangers(String rival) {
        return new WrongUseException(
                "Region " + identity.region()
                        + " in this Redis belongs to running chat servers of another installation: " + rival
                        + " (this one: " + identity.installation() + ").",
                "Give each installation its own Redis database (parley.redis.url) or its own parley.region. If the"
                        + " topics of this one were made anew, stop all its chat servers, then start them.");
    }
}
