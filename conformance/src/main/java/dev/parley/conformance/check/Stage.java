package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Handshake;
import dev.parley.conformance.wire.HttpCalls;
import dev.parley.conformance.wire.Json;
import dev.parley.conformance.wire.RawSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where one check is played: a server, and people nobody else knows. Its connections are closed with it.
public final class Stage implements AutoCloseable {
    private static final int MOST_MOVES = 5;
    private static final int MOST_TRIES = 10;
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final HttpCalls http;
    private final String run;
    private final List<Connection> connections = new ArrayList<>();

    /// @param run names the accounts of one run; no other run may have it
    public Stage(HttpCalls http, String run) {
        this.http = http;
        this.run = run;
    }

    /// Where to connect, as the server says it.
    record Place(URI url, String ticket, JsonNode answer) {}

    HttpCalls http() {
        return http;
    }

    /// A name that nobody has.
    String freshName() {
        return "c" + run + "." + PEOPLE.incrementAndGet();
    }

    /// A new account.
    Person person() {
        String name = freshName();
        String password = "conformance-" + name;
        return new Person(name, password, Device.of(Expect.status(201, register(name, password))));
    }

    Answer register(String name, String password) {
        return patiently("/v1/auth/register", Json.of("name", name, "password", password, "displayName", name));
    }

    /// One more device of theirs.
    Device login(Person person) {
        Answer answer = patiently("/v1/auth/login", Json.of("name", person.name(), "password", person.password()));
        return Device.of(Expect.status(200, answer));
    }

    /// Other checks may have used up what one address may ask.
    private Answer patiently(String path, JsonNode body) {
        Answer answer = http.json("POST", path, body, null);
        for (int i = 0; i < MOST_TRIES && answer.status() == 429; i++) {
            pause(Duration.ofSeconds(1));
            answer = http.json("POST", path, body, null);
        }
        return answer;
    }

    Answer get(String path, Person asking) {
        return http.get(path, asking.token());
    }

    Answer post(String path, Person asking, Object... namesAndValues) {
        return http.json("POST", path, Json.of(namesAndValues), asking.token());
    }

    Answer patch(String path, Person asking, Object... namesAndValues) {
        return http.json("PATCH", path, Json.of(namesAndValues), asking.token());
    }

    Answer put(String path, Person asking) {
        return http.json("PUT", path, null, asking.token());
    }

    Answer delete(String path, Person asking) {
        return http.delete(path, asking.token());
    }

    /// The id of a new group.
    String group(Person owner, Person... others) {
        Answer answer = post(
                "/v1/groups",
                owner,
                "title",
                "Lunch",
                "members",
                Arrays.stream(others).map(Person::id).toList());
        return Json.text(Expect.status(201, answer), "conversationId");
    }

    Place connect(Device device) {
        JsonNode answer = Expect.status(200, http.get("/v1/connect", device.accessToken()));
        return new Place(URI.create(Json.text(answer, "url")), Json.text(answer, "ticket"), answer);
    }

    /// A WebSocket on which nothing was said yet.
    Connection open(Place place) throws IOException {
        Connection connection = open(place.url(), Handshake.usual());
        Expect.that(connection.reply().status() == 101, "HTTP 101 to the handshake", connection.reply());
        return connection;
    }

    Connection open(URI url, Handshake handshake) throws IOException {
        Connection connection = new Connection(RawSocket.open(url, handshake));
        connections.add(connection);
        return connection;
    }

    Connection live(Person person) throws IOException {
        return live(person.device());
    }

    /// Behind the welcome of a device that knows nothing.
    Connection live(Device device) throws IOException {
        return live(device, null);
    }

    /// Behind the welcome.
    Connection live(Device device, @Nullable String cursor) throws IOException {
        Place place = connect(device);
        for (int i = 0; i < MOST_MOVES; i++) {
            Connection connection = open(place);
            hello(connection, place.ticket(), device, cursor);
            JsonNode answer = connection.await(
                    "a `welcome`", frame -> !Connection.is(frame, "event") && !Connection.is(frame, "receipt"));
            if (!Connection.is(answer, "moved")) {
                Expect.field(answer, "type", "welcome");
                connection.welcome(answer);
                return connection;
            }
            place = new Place(URI.create(Json.text(answer, "url")), Json.text(answer, "ticket"), answer);
        }
        throw new BrokenRuleException("a welcome after " + MOST_MOVES + " moves", "one more");
    }

    static void hello(Connection connection, String ticket, Device device, @Nullable String cursor) throws IOException {
        if (cursor == null) {
            connection.say("hello", "ticket", ticket, "deviceId", device.deviceId());
        } else {
            connection.say("hello", "ticket", ticket, "deviceId", device.deviceId(), "cursor", cursor);
        }
    }

    /// For what a rule says of time passing; nobody is waited for.
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }
}
