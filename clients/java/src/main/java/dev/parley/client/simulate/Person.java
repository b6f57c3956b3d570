package dev.parley.client.simulate;

import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.SendRefusedException;
import dev.parley.client.account.GroupView;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.LinkState;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
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

/// One of the people. Whoever has come in (see [Attendance]) takes turns: talks, reads, begins to write and thinks
/// better of it, loses the connection, goes away for a while. Answers the developer's user. Everything happens on
/// the person's own thread.
final class Person implements ClientListener, AutoCloseable {
    /// Twenty people say a little over one thing a second together.
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(12);
    private static final Duration BEFORE_READING = Duration.ofSeconds(2);
    private static final Duration TYPING_AGAIN = Duration.ofSeconds(3);
    private static final long WRITING_A_CHARACTER_MS = 60;
    private static final long LONGEST_WRITING_MS = 9_000;
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);

    private final Part part;
    private final Company company;
    private final RandomGenerator random;
    private final Attendance attendance;
    private final ScheduledExecutorService thread;
    private final Map<ConversationId, Long> unread = new HashMap<>();
    private final Set<ConversationId> answering = new HashSet<>();
    private volatile @Nullable UserId developer;
    private boolean hasFounded;
    private boolean hasWritten;

    Person(Part part, Company company, RandomGenerator random) {
        this.part = part;
        this.company = company;
        this.random = random;
        this.attendance = new Attendance(this, part, company, random);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("parley-" + part.name()).factory());
    }

    void start() {
        after(Duration.ZERO, attendance::comeIn);
    }

    Whereabouts whereabouts() {
        return attendance.whereabouts();
    }

    /// Empty before the account is known.
    Optional<UserId> user() {
        return attendance.user();
    }

    @Override
    public void connection(LinkState state) {
        attendance.connection(state);
    }

    // Turns.

    void cameIn(ParleyClient client) {
        findDeveloper(client);
        after(company.tempo().about(BETWEEN_TURNS.dividedBy(2), random), this::turn);
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

    private void turn() {
        ParleyClient client = attendance.client();
        if (client == null) {
            return; // Comes back with a turn of its own.
        }
        after(company.tempo().about(BETWEEN_TURNS, random), this::turn);
        if (whereabouts() != Whereabouts.HERE) {
            return;
        }
        if (!hasFounded) {
            foundCircle(client);
        }
        int percent = random.nextInt(100);
        if (percent < 55 || !hasWritten) {
            talk(client);
        } else if (percent < 75) {
            readAll(client);
        } else if (percent < 85) {
            chooseWhere(client).ifPresent(where -> write(where, writingTime(part.displayName()), () -> {}));
        } else if (percent < 93) {
            attendance.loseConnection();
        } else if (answering.isEmpty()) {
            attendance.goAway();
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
            if (!event.isMessage() || isMe(event.author())) {
                return;
            }
            unread.merge(event.conversation(), event.seq(), Math::max);
            if (event.author().equals(developer) && answering.add(event.conversation())) {
                after(company.tempo().about(BEFORE_READING, random), () -> answer(event));
            }
        });
    }

    private void answer(ConversationEvent event) {
        ParleyClient client = attendance.client();
        ConversationId where = event.conversation();
        if (client == null) {
            answering.remove(where);
            return;
        }
        Long upTo = unread.remove(where);
        client.read(where, upTo == null ? event.seq() : upTo);
        boolean onMe = false;
        try {
            onMe = isOnMe(client, event);
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
                .filter(member -> people.contains(member) || isMe(member))
                .sorted()
                .toList();
        int turn = Math.floorMod(event.seq(), Math.max(1, members.size()));
        return !members.isEmpty() && isMe(members.get(turn));
    }

    private boolean isMe(UserId other) {
        return user().filter(other::equals).isPresent();
    }

    private void say(ConversationId where, String text) {
        write(where, writingTime(text), () -> send(where, text));
    }

    private static Duration writingTime(String text) {
        return Duration.ofMillis(Math.min(LONGEST_WRITING_MS, text.length() * WRITING_A_CHARACTER_MS));
    }

    /// Is seen typing for so long.
    private void write(ConversationId where, Duration left, Runnable then) {
        ParleyClient client = attendance.client();
        if (client != null) {
            client.typing(where);
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
        ParleyClient client = attendance.client();
        if (client == null) {
            return;
        }
        UserId host = developer;
        company.tally().said(host != null && where.equals(ConversationId.direct(client.userId(), host)));
        var unused = client.send(where, text).whenComplete((sent, failed) -> {
            if (failed instanceof SendRefusedException) {
                company.tally().refused();
            }
        });
    }

    // The person's thread.

    void after(Duration delay, Runnable task) {
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
            attendance.goAway();
        } catch (RefusedException refused) {
            company.tally().refused();
        } catch (RuntimeException bug) {
            company.end(1, part.name() + " failed: " + bug);
        }
    }

    @Override
    public void close() {
        try {
            thread.submit(attendance::leave).get(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unfinished) {
            // The process is about to end, and with it everything of theirs.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
