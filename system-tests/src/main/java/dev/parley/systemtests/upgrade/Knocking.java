package dev.parley.systemtests.upgrade;

import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Rest;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Somebody who asks at the public door all the time, and remembers when it was not answered: a login, the own
/// profile, the list of conversations, where to connect. A request whose connection broke is made once more, as
/// browsers do.
final class Knocking implements AutoCloseable {
    private static final long BETWEEN_MS = 250;
    private static final int MOST_REMEMBERED = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Rest rest;
    private final Device who;
    private final Device comer;
    private final Collection<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private volatile String during = "the start";

    /// @param who stays logged in
    /// @param comer logs in again and again, which ends the oldest logins of this user
    Knocking(URI server, Device who, Device comer) {
        this.rest = new Rest(http, server);
        this.who = who;
        this.comer = comer;
        timer.scheduleWithFixedDelay(this::ask, 0, BETWEEN_MS, TimeUnit.MILLISECONDS);
    }

    /// What is being done from now on.
    void during(String what) {
        during = what;
    }

    private void ask() {
        long turn = asked.getAndIncrement();
        switch ((int) (turn % 4)) {
            case 0 ->
                expect(
                        "POST /v1/auth/login",
                        () -> rest.login(
                                comer.credentials().name(), comer.credentials().password()));
            case 1 -> expect("GET /v1/me", () -> rest.get("/v1/me", who.accessToken()));
            case 2 -> expect("GET /v1/conversations", () -> rest.get("/v1/conversations", who.accessToken()));
            default -> expect("GET /v1/connect", () -> rest.get("/v1/connect", who.accessToken()));
        }
    }

    private void expect(String what, Supplier<Rest.Answer> question) {
        String answer;
        try {
            answer = problem(once(question));
        } catch (RuntimeException failed) {
            answer = String.valueOf(failed.getCause());
        }
        if (!answer.isEmpty()) {
            refusals.incrementAndGet();
            if (refused.size() < MOST_REMEMBERED) {
                refused.add("during " + during + ": " + what + " was answered with " + answer);
            }
        }
    }

    private Rest.Answer once(Supplier<Rest.Answer> question) {
        try {
            return question.get();
        } catch (IllegalStateException broken) {
            cut.incrementAndGet();
            return question.get();
        }
    }

    private static String problem(Rest.Answer answer) {
        return answer.status() / 100 == 2 ? "" : answer.status() + " " + answer.body();
    }

    long asked() {
        return asked.get();
    }

    long refusals() {
        return refusals.get();
    }

    /// Connections that broke under a request.
    long cut() {
        return cut.get();
    }

    /// The first refusals, a sentence each.
    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        timer.close();
        http.shutdownNow();
    }
}
