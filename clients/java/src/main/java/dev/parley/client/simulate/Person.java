package dev.parley.client.simulate;

import dev.parley.client.ClientBuilder;
import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.SendRefusedException;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.GroupView;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.JdkSocketClient;
import dev.parley.client.connection.LinkState;
import dev.parley.client.conversation.Following;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.UnreadableFrameException;
import dev.parley.client.terminal.DeviceFolder;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One of the people. Comes in with an account that is made once, and then takes turns: talks, reads, begins to write
/// and thinks better of it, loses the connection, goes away for a while. Answers the developer's user. Everything
/// happens on the person's own thread.
final class Person implements ClientListener, AutoCloseable {
    /// Twenty people say a little over one thing a second together.
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(12);
    private static final Duration BEFORE_READING = Duration.ofSeconds(2);
    private static final Duration AWAY = Duration.ofSeconds(45);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);
    private static final Duration TYPING_AGAIN = Duration.ofSeconds(3);
    private static final long WRITING_A_CHARACTER_MS = 60;
    private static final long LONGEST_WRITING_MS = 9_000;
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    /// Where a person is, for the others and for the line of progress.
    enum Whereabouts {
        HERE,
        /// By choice.
        AWAY,
        /// Wants to be here, and has no connection.
        LOST,
        /// Not let in.
        NEVER
    }

    private final Part part;
    private final Company company;
    private final RandomGenerator random;
    private final ScheduledExecutorService thread;
    private final Map<ConversationId, Long> unread = new HashMap<>();
    private final Set<ConversationId> answering = new HashSet<>();
    private volatile Whereabouts whereabouts = Whereabouts.AWAY;
    private volatile @Nullable UserId user;
    private volatile @Nullable UserId developer;
    private @Nullable Presence present;
    private boolean hasFounded;
    private boolean hasWritten;

    /// What there is of a person who is not away.
    private record Presence(DeviceFolder folder, FrailSockets network, ParleyClient client) {
        void end() {
            client.close();
            network.close();
            folder.close();
        }
    }

    Person(Part part, Company company, RandomGenerator random) {
        this.part = part;
        this.company = company;
        this.random = random;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("parley-" + part.name()).factory());
    }

    void start() {
        after(Duration.ZERO, this::comeIn);
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    /// Empty before the account is known.
    Optional<UserId> user() {
        return Optional.ofNullable(user);
    }

    // Coming and going.

    private void comeIn() {
        try {
            Presence in = enter();
            present = in;
            user = in.client().userId();
            findDeveloper(in.client());
            after(company.tempo().about(BETWEEN_TURNS.dividedBy(2), random), this::turn);
        } catch (UnreachableException away) {
            if (away.getCause() instanceof UnreadableFrameException) {
                company.end(3, String.valueOf(away.getMessage()));
            }
            leave();
            is(Whereabouts.LOST);
            after(company.tempo().about(TRY_AGAIN, random), this::comeIn);
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
                    .listener(this);
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

    private void findDeveloper(ParleyClient client) {
        String name = company.options().with();
        client.api()
                .personNamed(name)
                .ifPresentOrElse(
                        person -> developer = person.user(),
                        () -> company.end(
                                1, "There is nobody called " + name + "; --with NAME says whom they should talk to."));
    }

    private void leave() {
        Presence was = present;
        present = null;
        if (was != null) {
            was.end();
        }
    }

    private void goAway() {
        leave();
        is(Whereabouts.AWAY);
        after(company.tempo().about(AWAY, random), this::comeIn);
    }

    private void is(Whereabouts where) {
        whereabouts = where;
        company.moved();
    }

    @Override
    public void connection(LinkState state) {
        if (state == LinkState.LIVE) {
            is(Whereabouts.HERE);
        } else if (state == LinkState.WAITING) {
            is(Whereabouts.LOST);
        } else if (state.isFinal()) {
            // Someone ended the login, say in the list of devices. There is the password.
            after(Duration.ZERO, this::goAway);
        }
    }

    // Turns.

    private void turn() {
        Presence in = present;
        if (in == null) {
            return; // Comes back with a turn of its own.
        }
        after(company.tempo().about(BETWEEN_TURNS, random), this::turn);
        if (whereabouts != Whereabouts.HERE) {
            return;
        }
        if (!hasFounded) {
            foundCircle(in.client());
        }
        int percent = random.nextInt(100);
        if (percent < 55 || !hasWritten) {
            talk(in.client());
        } else if (percent < 75) {
            readAll(in.client());
        } else if (percent < 85) {
            chooseWhere(in.client()).ifPresent(where -> write(where, writingTime(part.displayName()), () -> {}));
        } else if (percent < 93) {
            company.tally().brokeOff();
            in.network().breakOff();
        } else if (answering.isEmpty()) {
            goAway();
        }
    }

    private void talk(ParleyClient client) {
        chooseWhere(client).ifPresent(where -> say(where, part.language().saying(random)));
        hasWritten = true;
    }

    /// Those who write first do so with their first words.
    private Optional<ConversationId> chooseWhere(ParleyClient client) {
        UserId me = client.userId();
        UserId host = developer;
        int percent = random.nextInt(100);
        if (host != null && part.writesFirst() && (!hasWritten || percent < 25)) {
            return Optional.of(ConversationId.direct(me, host));
        }
        List<ConversationId> groups = client.heads().stream()
                .filter(head -> head.leftSeq() == 0)
                .map(Head::conversation)
                .filter(ConversationId.Group.class::isInstance)
                .toList();
        if (percent < 60 && !groups.isEmpty()) {
            return Optional.of(groups.get(random.nextInt(groups.size())));
        }
        List<UserId> others = company.others(this);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(ConversationId.direct(me, others.get(random.nextInt(others.size()))));
    }

    private void readAll(ParleyClient client) {
        unread.forEach(client::read);
        unread.clear();
    }

    private void foundCircle(ParleyClient client) {
        UserId host = developer;
        Circle circle = company.circleToFound(this).orElse(null);
        if (host == null || circle == null) {
            return;
        }
        hasFounded = true;
        try {
            Optional<ConversationId.Group> before = client.conversations().stream()
                    .filter(summary -> summary.title().equals(circle.title()))
                    .map(summary -> summary.head().conversation())
                    .filter(ConversationId.Group.class::isInstance)
                    .map(ConversationId.Group.class::cast)
                    .findFirst();
            List<UserId> members = new ArrayList<>(List.of(host));
            circle.members().stream()
                    .filter(member -> member != this)
                    .forEach(member -> member.user().ifPresent(members::add));
            if (before.isPresent()) {
                client.api()
                        .group(before.get())
                        .members()
                        .forEach(it -> members.remove(it.person().user()));
                if (!members.isEmpty()) {
                    client.api().addMembers(before.get(), members);
                }
            } else {
                client.api().createGroup(circle.title(), members);
            }
        } catch (UnreachableException away) {
            hasFounded = false;
        }
    }

    // Talking.

    @Override
    public void event(ConversationEvent event) {
        after(Duration.ZERO, () -> {
            if (!event.isMessage() || event.author().equals(user)) {
                return;
            }
            unread.merge(event.conversation(), event.seq(), Math::max);
            if (event.author().equals(developer) && answering.add(event.conversation())) {
                after(company.tempo().about(BEFORE_READING, random), () -> answer(event));
            }
        });
    }

    private void answer(ConversationEvent event) {
        Presence in = present;
        ConversationId where = event.conversation();
        if (in == null) {
            answering.remove(where);
            return;
        }
        Long upTo = unread.remove(where);
        in.client().read(where, upTo == null ? event.seq() : upTo);
        boolean onMe = false;
        try {
            onMe = isOnMe(in.client(), event);
        } finally {
            if (!onMe) {
                answering.remove(where);
            }
        }
        if (onMe) {
            String text = part.language().answer(random);
            write(where, writingTime(text), () -> {
                answering.remove(where);
                company.tally().answered();
                send(where, text);
            });
        }
    }

    /// In a group one of the people answers, each in turn.
    private boolean isOnMe(ParleyClient client, ConversationEvent event) {
        if (!(event.conversation() instanceof ConversationId.Group group)) {
            return true;
        }
        List<UserId> people = company.others(this);
        List<UserId> members = client.api().group(group).members().stream()
                .map(GroupView.GroupMember::person)
                .map(person -> person.user())
                .filter(member -> people.contains(member) || member.equals(user))
                .sorted()
                .toList();
        int turn = Math.floorMod(event.seq(), Math.max(1, members.size()));
        return !members.isEmpty() && members.get(turn).equals(user);
    }

    private void say(ConversationId where, String text) {
        write(where, writingTime(text), () -> send(where, text));
    }

    private static Duration writingTime(String text) {
        return Duration.ofMillis(Math.min(LONGEST_WRITING_MS, text.length() * WRITING_A_CHARACTER_MS));
    }

    /// Is seen typing for so long.
    private void write(ConversationId where, Duration left, Runnable then) {
        Presence in = present;
        if (in != null) {
            in.client().typing(where);
        }
        Duration now = left.compareTo(TYPING_AGAIN) < 0 ? left : TYPING_AGAIN;
        after(company.tempo().of(now), () -> {
            if (left.equals(now)) {
                then.run();
            } else {
                write(where, left.minus(now), then);
            }
        });
    }

    private void send(ConversationId where, String text) {
        Presence in = present;
        if (in == null) {
            return;
        }
        UserId host = developer;
        company.tally()
                .said(host != null
                        && where.equals(ConversationId.direct(in.client().userId(), host)));
        var unused = in.client().send(where, text).whenComplete((sent, failed) -> {
            if (failed instanceof SendRefusedException) {
                company.tally().refused();
            }
        });
    }

    // The person's thread.

    private void after(Duration delay, Runnable task) {
        try {
            var unused = thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException home) {
            // Everyone goes home.
        }
    }

    /// What a server may answer at any time ends one thing that was begun, and nobody's life.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (UnreachableException away) {
            // The connection tells how it goes on.
        } catch (LoggedOutException over) {
            goAway();
        } catch (RefusedException refused) {
            company.tally().refused();
        } catch (RuntimeException bug) {
            company.end(1, part.name() + " failed: " + bug);
        }
    }

    @Override
    public void close() {
        try {
            thread.submit(this::leave).get(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unfinished) {
            // The process is about to end, and with it everything of theirs.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
