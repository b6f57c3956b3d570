package dev.parley.standalone.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command against a server that answers what a test says.
class MainTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ALICE = """
            {"userId":"7","name":"alice","displayName":"Alice","about":"","createdAt":"2026-03-01T12:00:00Z"}""";

    private static final String RECEIPT = """
            {"userId":"7","erasedAt":"2026-03-01T12:00:00Z","postgresql":{"devices":2,"logins":3},"redis":{"lastSeen":1}}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int refusal;
    private int pauses;
    private Runnable onPause = () -> {};
    /// What changes once the first answer was given.
    private Runnable afterFirst = () -> {};
    private HttpServer server;
    private Path keys;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        keys = Files.writeString(directory.resolve("admin.keys"), "# mine\nolga " + SECRET + "\n");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            boolean known =
                    ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String answer = answers.get(exchange.getRequestURI().getPath());
            int status = !known ? 401 : refusal > 0 ? refusal : answer == null ? 404 : 200;
            byte[] body = (answer == null
                            ? "{\"code\":\"unknown_user\",\"detail\":\"There is no such user.\"}"
                            : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            afterFirst.run();
            afterFirst = () -> {};
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void helpNeedsNothing() throws IOException {
        Files.delete(keys);
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("suspend USER", "Exit codes");
        assertThat(run()).isZero();
    }

    @Test
    void nameIsLookedUpAndDigitsAreAnId() {
        answers.put("/admin/v1/users", ALICE);
        answers.put("/admin/v1/users/7", ALICE);
        assertThat(run("find", "alice")).isZero();
        assertThat(run("find", "@7")).isZero();
        assertThat(run("find", "7")).isZero();
        assertThat(asked)
                .containsExactly(
                        "GET /admin/v1/users?name=alice", "GET /admin/v1/users?name=7", "GET /admin/v1/users/7");
        assertThat(text(out)).contains("alice (Alice)").contains("id         7");
    }

    @Test
    void actGoesToTheUserThatTheNameStandsFor() {
        answers.put("/admin/v1/users", ALICE);
        answers.put("/admin/v1/users/7/suspension", "{\"loggedOut\":2}");
        answers.put("/admin/v1/users/7/devices/9", "{\"loggedOut\":1}");
        assertThat(run("suspend", "alice", "--reason", "ticket 12 & more", "--json"))
                .isZero();
        assertThat(run("disconnect", "7", "9")).isZero();
        assertThat(asked)
                .containsExactly(
                        "GET /admin/v1/users?name=alice",
                        "PUT /admin/v1/users/7/suspension?reason=ticket+12+%26+more",
                        "DELETE /admin/v1/users/7/devices/9");
        assertThat(text(out)).isEqualTo("{\"loggedOut\":2}\ndevices logged out: 1\n");
    }

    @Test
    void refusalIsSaidInTheServersWords() {
        assertThat(run("find", "")).isEqualTo(1);
        assertThat(asked).containsExactly("GET /admin/v1/users?name=");
        err.reset();
        assertThat(run("find", "nobody")).isEqualTo(1);
        assertThat(text(err)).isEqualTo("parley: There is no such user. (unknown_user)\n");
        answers.put("/admin/v1/users/7", "<html>");
        assertThat(run("find", "7")).isEqualTo(1);
        assertThat(text(err)).contains("is it the API service?");
    }

    @Test
    void wrongSecretUnreachableServerAndMissingKeysHaveCodesOfTheirOwn() throws IOException {
        Files.writeString(keys, "olga wrong\n");
        assertThat(run("slots")).isEqualTo(5);
        for (String malformed : List.of("\n", "olga\n", "olga sécrét…\n", "olga " + SECRET + " more\n")) {
            Files.writeString(keys, malformed);
            assertThat(run("slots")).as(malformed).isEqualTo(2);
        }
        Files.delete(keys);
        assertThat(run("slots")).isEqualTo(2);
        assertThat(text(err)).contains("./parley up makes them");
        Files.writeString(keys, "olga " + SECRET);
        server.stop(0);
        assertThat(run("slots")).isEqualTo(3);
    }

    @Test
    void drainGoesToTheServer() {
        answers.put("/admin/v1/servers/chat-0/drain", "");
        assertThat(run("drain", "chat-0", "--reason", "disk")).isZero();
        assertThat(run("undrain", "chat-0")).isZero();
        assertThat(asked)
                .containsExactly(
                        "PUT /admin/v1/servers/chat-0/drain?reason=disk", "DELETE /admin/v1/servers/chat-0/drain");
        assertThat(run("drain", "../users")).isEqualTo(1);
        assertThat(asked.getLast()).isEqualTo("PUT /admin/v1/servers/..%2Fusers/drain");
    }

    @Test
    void traceTellsHowFarAMessageGotWithEach() {
        answers.put("/admin/v1/messages/12/trace", """
                {"author":"7","messageId":"12","conversationId":"g.5","seq":3,"acceptedAt":"2026-03-01T12:00:00Z",
                "storedAt":"2026-03-01T12:00:01Z","inInboxes":3,"recipients":[
                {"userId":"1","inInbox":true,"delivered":true,"read":true,"push":"none"},
                {"userId":"2","inInbox":true,"delivered":true,"read":false},
                {"userId":"3","inInbox":true,"delivered":false,"read":false,"push":"rung"},
                {"userId":"4","inInbox":false,"delivered":false,"read":false}]}""");
        assertThat(run("trace", "g.5", "12")).isZero();
        assertThat(asked).containsExactly("GET /admin/v1/messages/12/trace?conversation=g.5");
        assertThat(text(out))
                .contains(
                        "place      3 in g.5\n",
                        "1: read, push: none\n",
                        "2: on a device, not read\n",
                        "3: in the inbox, on no device, push: rung\n",
                        "4: on its way\n");
        assertThat(run("trace", "g.5", "the-last-one")).isEqualTo(2);
        assertThat(text(err)).contains("A message's id is a number");
    }

    @Test
    void slotsAreDrawnTogether() {
        answers.put("/admin/v1/slots", """
                {"servers":[{"id":"chat-0","address":"x:1","zone":"","connections":3,"draining":true,
                "slots":[0,1,2,5]}],"withoutOwner":[3,4]}""");
        assertThat(run("slots")).isZero();
        assertThat(text(out)).contains("3 connections, 4 slots: 0-2, 5 (draining)\n", "without an owner: 3-4\n");
    }

    @Test
    void exportIsOnlyCompleteWithItsEnd(@TempDir Path directory) throws IOException {
        String path = "/admin/v1/users/7/export";
        Path file = directory.resolve("export.jsonl");
        answers.put(path, "{\"type\":\"account\"}\n{\"type\":\"end\",\"lines\":1}\n");
        assertThat(run("export", "7", "--out", file.toString())).isZero();
        assertThat(Files.readString(file)).isEqualTo(answers.get(path));
        assertThat(text(err)).contains("2 lines, complete");
        assertThat(run("export", "7", "--out", file.toString())).isEqualTo(2);
        assertThat(text(err)).contains("is there already");
        assertThat(run("export", "7")).isZero();
        assertThat(text(out)).isEqualTo(answers.get(path));

        answers.put(path, "{\"type\":\"account\"}\n");
        assertThat(run("export", "7")).isEqualTo(1);
        assertThat(text(err)).contains("not complete");
        refusal = 503;
        answers.put(path, "{\"code\":\"retry\",\"detail\":\"Later.\"}");
        assertThat(run("export", "7")).isEqualTo(1);
        assertThat(text(err)).contains("Later. (retry)");
    }

    @Test
    void withoutAYesNothingIsErasedAndTheExportIsNamed() {
        answers.put("/admin/v1/users", ALICE);
        assertThat(run("erase", "alice")).isEqualTo(2);
        assertThat(asked).containsExactly("GET /admin/v1/users?name=alice");
        assertThat(text(err))
                .contains("would erase alice (Alice), id 7", "admin export 7 --out FILE", "admin erase 7 --yes");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void erasingIsAskedForAgainUntilItIsDoneAndTheReceiptIsShown() {
        answers.put("/admin/v1/users/7", ALICE);
        onPause = () -> {
            refusal = pauses < 3 ? 503 : 0;
            answers.put(
                    "/admin/v1/users/7", pauses < 3 ? "{\"code\":\"retry\",\"detail\":\"Still online.\"}" : RECEIPT);
        };
        afterFirst = onPause;
        assertThat(run("erase", "7", "--yes", "--reason", "ticket 12")).isZero();
        assertThat(pauses).isEqualTo(3);
        assertThat(asked)
                .containsExactly(
                        "GET /admin/v1/users/7",
                        "DELETE /admin/v1/users/7?reason=ticket+12",
                        "DELETE /admin/v1/users/7?reason=ticket+12",
                        "DELETE /admin/v1/users/7?reason=ticket+12",
                        "DELETE /admin/v1/users/7?reason=ticket+12");
        assertThat(text(err)).isEqualTo("Still online. (retry) ...\n".repeat(3));
        assertThat(text(out))
                .contains("erased 7 at 2026-03-01T12:00:00Z", "postgresql   2 devices, 3 logins\n", "1 lastSeen");
    }

    @Test
    void erasingGivesUpAfterTwoMinutesAndAtOnceWhereItIsRefused() {
        answers.put("/admin/v1/users/7", ALICE);
        afterFirst = () -> {
            refusal = 503;
            answers.put("/admin/v1/users/7", "{\"code\":\"retry\",\"detail\":\"Still online.\"}");
        };
        assertThat(run("erase", "7", "--yes")).isEqualTo(1);
        assertThat(pauses).isEqualTo(23);
        pauses = 0;
        refusal = 0;
        answers.put("/admin/v1/users/7", ALICE);
        afterFirst = () -> {
            refusal = 404;
            answers.put("/admin/v1/users/7", "{\"code\":\"unknown_user\",\"detail\":\"Gone.\"}");
        };
        assertThat(run("erase", "7", "--yes")).isEqualTo(1);
        assertThat(pauses).isZero();
        assertThat(text(err)).endsWith("parley: Gone. (unknown_user)\n");
    }

    private void pause(Duration duration) {
        pauses++;
        onPause.run();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (words.length > 0) {
            all.addAll(List.of(
                    "--server", "http://localhost:" + server.getAddress().getPort()));
        }
        Main main = new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                keys,
                this::pause);
        return main.run(all);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
