package dev.parley.chat.watch;

import dev.parley.chat.bus.PresenceListener;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the watches of all connections: says them to presence-service, at once and then every so often, many users
/// in one question; and tells connections what came of it and what the bus brings meanwhile.
///
/// However often a client says watch, its user is asked for by one question at a time, and what waits here is one
/// entry for each user. A change that comes while a question is under way makes it be asked again: the answer may be
/// older.
///
/// One lock guards everything; it is held for memory work only.
public final class AnswerWatches implements Watches, PresenceListener {
    private static final Logger log = LoggerFactory.getLogger(AnswerWatches.class);

    /// Questions at once, so that presence-service sees a queue rather than a flood.
    private static final int MAX_QUESTIONS = 4;

    private final PresenceClient presence;
    private final WatchSettings settings;
    private final WatchMetrics metrics;
    private final Ticker ticker;
    private final Executor executor;
    private final Map<UserId, Watcher> watchers = new HashMap<>();
    private final ArrayDeque<Watcher> queue = new ArrayDeque<>();
    private int questions;

    /// A user with connections that watch.
    private static final class Watcher {
        final UserId user;
        final Map<Connection, Watched> connections = new HashMap<>(2);
        boolean queued;
        boolean asking;
        /// Ask once more when the answer is here.
        boolean again;
        long dueNanos;
        /// Has been told that nobody answers.
        boolean knowsOfTrouble;

        Watcher(UserId user) {
            this.user = user;
        }

        Set<UserId> watched() {
            Set<UserId> all = new LinkedHashSet<>();
            connections.values().forEach(watched -> all.addAll(watched.users()));
            return all;
        }
    }

    /// @param executor runs questions, which block
    AnswerWatches(
            PresenceClient presence, WatchSettings settings, WatchMetrics metrics, Ticker ticker, Executor executor) {
        this.presence = presence;
        this.settings = settings;
        this.metrics = metrics;
        this.ticker = ticker;
        this.executor = executor;
    }

    @Override
    public synchronized boolean watch(Connection connection, List<UserId> users) {
        Watcher watcher = watchers.computeIfAbsent(connection.user(), Watcher::new);
        Watched watched =
                watcher.connections.computeIfAbsent(connection, same -> new Watched(settings.usersPerConnection()));
        Set<UserId> all = watcher.watched();
        all.addAll(users);
        // All devices of a user together fit into one question.
        boolean fits = all.size() <= Watch.MAX_PAIRS && watched.add(users);
        if (fits && !users.isEmpty()) {
            ask(watcher);
        }
        return fits;
    }

    @Override
    public synchronized void unwatch(Connection connection, List<UserId> users) {
        Watcher watcher = watchers.get(connection.user());
        Watched watched = watcher == null ? null : watcher.connections.get(connection);
        if (watched != null) {
            watched.remove(users);
        }
    }

    @Override
    public synchronized void gone(Connection connection) {
        Watcher watcher = watchers.get(connection.user());
        if (watcher != null) {
            watcher.connections.remove(connection);
            if (watcher.connections.isEmpty()) {
                watchers.remove(watcher.user);
            }
        }
    }

    @Override
    public synchronized void changed(UserId user, List<Connection> open, BusMessage.Presence changes) {
        Watcher watcher = watchers.get(user);
        if (watcher != null) {
            watcher.again = watcher.asking;
            tell(
                    watcher,
                    changes.changes().stream()
                            .map(change -> new Presence(change.user(), change.online(), change.lastSeen()))
                            .toList());
        }
    }

    /// To be called every second or so: says watches again that are due.
    synchronized void renew() {
        long now = ticker.nanos();
        metrics.watchers(watchers.size());
        for (Watcher watcher : watchers.values()) {
            if (!watcher.asking && !watcher.queued && now - watcher.dueNanos >= 0) {
                ask(watcher);
            }
        }
    }

    @Override
    public synchronized void forgotten() {
        long now = ticker.nanos();
        long stepNanos = settings.retryAfter().toNanos() / Math.max(1, watchers.size());
        long dueNanos = now;
        for (Watcher watcher : watchers.values()) {
            watcher.dueNanos = watcher.dueNanos - dueNanos > 0 ? dueNanos : watcher.dueNanos;
            dueNanos += stepNanos;
        }
    }

    private void ask(Watcher watcher) {
        if (watcher.asking) {
            watcher.again = true;
        } else if (!watcher.queued) {
            watcher.queued = true;
            queue.add(watcher);
            startQuestion();
        }
    }

    private void startQuestion() {
        if (questions < MAX_QUESTIONS) {
            questions++;
            try {
                executor.execute(this::question);
            } catch (RejectedExecutionException stopping) {
                questions--;
            }
        }
    }

    /// @param watch what its watcher wanted when it was asked
    private record Question(Watcher watcher, Watch watch) {}

    private void question() {
        List<Question> batch = nextBatch();
        while (!batch.isEmpty()) {
            askNow(batch);
            batch = nextBatch();
        }
    }

    /// Empty if these questions are the last of their row.
    private synchronized List<Question> nextBatch() {
        List<Question> batch = new ArrayList<>();
        int pairs = 0;
        while (!queue.isEmpty()) {
            Watcher next = queue.element();
            Set<UserId> watched = next.watched();
            pairs += watched.size();
            if (pairs > Watch.MAX_PAIRS) {
                break;
            }
            queue.remove();
            next.queued = false;
            if (watched.isEmpty()) {
                next.dueNanos = ticker.nanos() + settings.renewEvery().toNanos();
            } else {
                next.asking = true;
                batch.add(new Question(next, new Watch(next.user, List.copyOf(watched))));
            }
        }
        if (batch.isEmpty()) {
            questions--;
        }
        return batch;
    }

    private void askNow(List<Question> batch) {
        try {
            List<Watch> watches = batch.stream().map(Question::watch).toList();
            List<List<Presence>> states = presence.watch(watches);
            if (states.size() != watches.size()) {
                throw new IllegalStateException("answers for " + states.size() + " of " + watches.size() + " users");
            }
            answered(batch, states);
        } catch (UnavailableException away) {
            metrics.failed();
            unanswered(batch);
        } catch (RuntimeException bug) {
            metrics.failed();
            unanswered(batch);
            log.atError().setMessage("watch_failed").setCause(bug).log();
        }
    }

    private synchronized void answered(List<Question> batch, List<List<Presence>> states) {
        for (int i = 0; i < batch.size(); i++) {
            Watcher watcher = batch.get(i).watcher();
            watcher.knowsOfTrouble = false;
            tell(watcher, states.get(i));
            settle(watcher, settings.renewEvery().toNanos());
        }
    }

    private synchronized void unanswered(List<Question> batch) {
        for (Question question : batch) {
            Watcher watcher = question.watcher();
            if (!watcher.knowsOfTrouble) {
                watcher.knowsOfTrouble = true;
                waiting(watcher)
                        .forEach(connection -> connection.send(new ServerFrame.Error(
                                ErrorCode.RETRY,
                                "Presence can't be asked now; the server goes on trying.",
                                null,
                                null,
                                null)));
            }
            watcher.again = false;
            settle(watcher, settings.retryAfter().toNanos());
        }
    }

    private static Stream<Connection> waiting(Watcher watcher) {
        return watcher.connections.entrySet().stream()
                .filter(entry -> entry.getValue().isWaiting())
                .map(Map.Entry::getKey);
    }

    private void settle(Watcher watcher, long nextNanos) {
        watcher.asking = false;
        watcher.dueNanos = ticker.nanos() + nextNanos;
        if (watcher.again) {
            watcher.again = false;
            ask(watcher);
        }
    }

    private void tell(Watcher watcher, List<Presence> states) {
        watcher.connections.forEach((connection, watched) -> {
            List<Presence> news = watched.news(states);
            if (!news.isEmpty()) {
                metrics.told(news.size());
                connection.send(new ServerFrame.PresenceFrame(news));
            }
        });
    }
}
