package dev.parley.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Alice, Bob and Carol and a group of the three, so that a newcomer has someone to talk to. Made through the
/// public REST API, once,
/// and only here: no other installation gets users with known passwords.
final class FirstUsers {
    private static final List<String> NAMES = List.of("alice", "bob", "carol");
    private static final String GROUP = "Friends";

    private final RestCalls rest;
    private final Path done;

    /// @param done exists once they have been made
    FirstUsers(URI api, Path done) {
        this.rest = new RestCalls(api);
        this.done = done;
    }

    void createOnce(Terminal terminal) {
        if (Files.exists(done)) {
            return;
        }
        Duration before = terminal.elapsed();
        List<String> ids = new ArrayList<>();
        Optional<String> creator = Optional.empty();
        for (String name : NAMES) {
            JsonNode login = registered(name);
            ids.add(login.path("userId").asString());
            creator = creator.or(() -> Optional.of(login.path("accessToken").asString()));
        }
        createGroup(creator.orElseThrow(), ids.subList(1, ids.size()));
        try {
            Files.createFile(done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.done("users", terminal.elapsed().minus(before), String.join(", ", NAMES) + " and the group " + GROUP);
    }

    /// The user may be there from a start that was cut short.
    private JsonNode registered(String name) {
        Map<String, Object> credentials = Map.of("name", name, "password", "parley-" + name);
        RestCalls.Answer answer = rest.post(
                "/v1/auth/register",
                Map.of(
                        "name", name,
                        "password", "parley-" + name,
                        "displayName", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)),
                Optional.empty());
        return answer.isOk()
                ? answer.body()
                : rest.post("/v1/auth/login", credentials, Optional.empty()).orThrow();
    }

    private void createGroup(String token, List<String> others) {
        JsonNode mine = rest.get("/v1/conversations", token).orThrow();
        for (JsonNode conversation : mine.path("conversations")) {
            if (conversation.path("title").asString("").equals(GROUP)) {
                return;
            }
        }
        rest.post("/v1/groups", Map.of("title", GROUP, "members", others), Optional.of(token))
                .orThrow();
    }
}
