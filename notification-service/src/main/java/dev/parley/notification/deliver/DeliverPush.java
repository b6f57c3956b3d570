package dev.parley.notification.deliver;

import dev.parley.kit.time.Ticker;
import dev.parley.kit.trace.TraceSpan;
import dev.parley.kit.trace.Traces;
import dev.parley.notification.address.Address;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.decide.Step;
import dev.parley.notification.outstanding.Outstanding;
import dev.parley.notification.outstanding.OutstandingStore;
import dev.parley.notification.outstanding.Taken;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.recipient.Recipient;
import dev.parley.notification.recipient.RecipientStore;
import dev.parley.notification.recipient.RecipientsUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what is due at one provider, decides, pushes, and records what became of it.
///
/// A push is recorded after the provider has taken it. Who crashes between the two, or takes longer than the
/// lease,
/// has the same push made once more by whoever takes it next; the provider and the device collapse them.
final class DeliverPush {
    private static final Logger log = LoggerFactory.getLogger(DeliverPush.class);

    /// Retries are spread by up to this part of their delay, so that what failed together does not come together.
    private static final double SPREAD = 0.2;

    /// Each waits for a connection for up to two seconds; all of it stays far below the lease.
    private static final int RECORD_TRIES = 5;

    private final PushClient client;
    private final Gate gate;
    private final OutstandingStore outstanding;
    private final AddressStore addresses;
    private final RecipientStore recipients;
    private final DeliverSettings settings;
    private final DeliverMetrics metrics;
    private final Traces traces;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Executor executor;

    DeliverPush(
            PushClient client,
            Gate gate,
            OutstandingStore outstanding,
            AddressStore addresses,
            RecipientStore recipients,
            DeliverSettings settings,
            DeliverMetrics metrics,
            Traces traces,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random,
            Executor executor) {
        this.client = client;
        this.gate = gate;
        this.outstanding = outstanding;
        this.addresses = addresses;
        this.recipients = recipients;
        this.settings = settings;
        this.metrics = metrics;
        this.traces = traces;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.executor = executor;
    }

    /// Begins what is due and may begin.
    ///
    /// @return how much that was
    int once() {
        int permits = gate.permits(ticker.nanos());
        if (permits == 0) {
            return 0;
        }
        List<Taken> taken = outstanding.take(client.provider(), clock.instant(), settings.lease(), permits);
        gate.begin(taken.size(), ticker.nanos());
        taken.forEach(it -> executor.execute(() -> {
            try {
                deliver(it);
            } finally {
                gate.end();
            }
        }));
        return taken.size();
    }

    void countDue() {
        metrics.due(outstanding.countDue(client.provider(), clock.instant()));
    }

    private void deliver(Taken taken) {
        try {
            carryOut(taken);
        } catch (RecipientsUnavailableException away) {
            metrics.recipientsAway();
            fail(taken, Optional.empty());
        } catch (RuntimeException failed) {
            // PostgreSQL is away, or a bug: the lease runs out, and the same is done again.
            metrics.pushed("unknown", "failed", "exception");
            log.atError().setMessage("push_failed").setCause(failed).log();
        }
    }

    private void carryOut(Taken taken) {
        Optional<Address> address = addresses.find(taken.place().device());
        if (address.isEmpty()) {
            return; // Removed a moment ago, and with it what was taken.
        }
        Optional<Recipient> recipient = recipients.find(taken.user());
        if (recipient.isEmpty()
                || !recipients.isLive(taken.user(), taken.place().device())) {
            remove(taken, address.get(), "logged_out");
            return;
        }
        Instant now = clock.instant();
        switch (Step.next(taken.state(), recipient.get(), settings.giveUpAfter(), now)) {
            case Step.Ring ring -> ring(taken, address.get(), recipient.get(), ring.seq(), now);
            case Step.TakeBack back -> takeBack(taken, address.get(), back.seq(), now);
            case Step.Wait wait -> finish(taken, it -> it.wait(wait.until()));
            case Step.Skip skip -> {
                metrics.skipped(skip.why());
                finish(taken, it -> it.skip(skip.seq(), now));
            }
            case Step.Nothing nothing -> finish(taken, it -> it.skip(0, now));
        }
    }

    private void ring(Taken taken, Address address, Recipient recipient, long seq, Instant now) {
        Notice.Ring notice = new Notice.Ring(
                taken.user(),
                address.device(),
                taken.place().conversation(),
                seq,
                address.badge(),
                now.plus(settings.expireAfter()),
                taken.state().asked().unread(),
                recipient.previews() ? preview(taken) : Optional.empty());
        push(taken, address, notice, () -> {
            metrics.delivered(Duration.between(taken.state().asked().at(), clock.instant()));
            record(taken, it -> it.rung(seq, clock.instant()));
        });
    }

    private Optional<Notice.Preview> preview(Taken taken) {
        return taken.state()
                .asked()
                .author()
                .flatMap(recipients::find)
                .map(author ->
                        new Notice.Preview(author.name(), taken.state().asked().preview()));
    }

    private void takeBack(Taken taken, Address address, long seq, Instant now) {
        Notice.TakeBack notice = new Notice.TakeBack(
                taken.user(),
                address.device(),
                taken.place().conversation(),
                seq,
                address.badge(),
                now.plus(settings.expireAfter()));
        push(taken, address, notice, () -> record(taken, it -> it.tookBack(seq, clock.instant())));
    }

    private void push(Taken taken, Address address, Notice notice, Runnable accepted) {
        Outcome outcome = pushTraced(taken, address, notice);
        String kind = notice instanceof Notice.Ring ? "ring" : "withdraw";
        switch (outcome) {
            case Outcome.Accepted it -> {
                gate.works();
                metrics.pushed(kind, "accepted", "none");
                accepted.run();
            }
            case Outcome.Gone gone -> {
                gate.works();
                metrics.pushed(kind, "gone", "none");
                gone(taken, address, gone);
            }
            case Outcome.Refused refused -> {
                gate.works();
                metrics.pushed(kind, "refused", refused.reason());
                log.atWarn()
                        .setMessage("push_refused")
                        .addKeyValue("provider", client.provider().wireName())
                        .addKeyValue("reason", refused.reason())
                        .log();
                finish(
                        taken,
                        it -> notice instanceof Notice.Ring
                                ? it.skip(notice.seq(), clock.instant())
                                : it.tookBack(notice.seq(), clock.instant()));
            }
            case Outcome.Later later -> {
                metrics.pushed(kind, "later", later.reason());
                later(taken, later);
            }
        }
    }

    /// Only a ring belongs to a message; what takes it back belongs to all that was read.
    private Outcome pushTraced(Taken taken, Address address, Notice notice) {
        String parent = notice instanceof Notice.Ring ? taken.state().asked().trace() : "";
        try (TraceSpan span = traces.call(parent, "push")) {
            span.set("provider", client.provider().wireName());
            Outcome outcome = client.push(address.target(), notice);
            if (!(outcome instanceof Outcome.Accepted)) {
                span.fail();
            }
            return outcome;
        }
    }

    private void gone(Taken taken, Address address, Outcome.Gone gone) {
        if (gone.asOf().filter(since -> since.isBefore(address.changedAt())).isPresent()) {
            // The provider speaks of the time before the app was installed again; the address is new.
            fail(taken, Optional.empty());
        } else {
            remove(taken, address, "gone");
        }
    }

    /// What is outstanding for the address goes with it; it stays for one that was registered meanwhile.
    private void remove(Taken taken, Address address, String why) {
        if (addresses.removeVersion(address.device(), address.version())) {
            metrics.removed(why);
        } else {
            fail(taken, Optional.empty());
        }
    }

    private void later(Taken taken, Outcome.Later later) {
        if (later.everyone()) {
            gate.failed(ticker.nanos());
            later.retryAfter().ifPresent(asked -> gate.rest(asked, ticker.nanos()));
        } else {
            gate.works();
        }
        fail(taken, later.retryAfter());
    }

    private void fail(Taken taken, Optional<Duration> asked) {
        Duration own = settings.retryAfter(taken.state().attempts());
        Duration after = asked.filter(it -> it.compareTo(own) > 0).orElse(own);
        long spreadMillis = (long) (after.toMillis() * SPREAD * random.nextDouble());
        Instant next = clock.instant().plus(after).plusMillis(spreadMillis);
        finish(taken, it -> it.fail(next));
    }

    private void finish(Taken taken, UnaryOperator<Outstanding> change) {
        if (!outstanding.finish(taken, change)) {
            metrics.leaseLost();
        }
    }

    /// The provider has it: what is not recorded is made once more, so PostgreSQL is asked more than once.
    private void record(Taken taken, UnaryOperator<Outstanding> change) {
        for (int tries = 1; ; tries++) {
            try {
                finish(taken, change);
                return;
            } catch (RuntimeException away) {
                if (tries == RECORD_TRIES) {
                    throw away;
                }
            }
        }
    }
}
