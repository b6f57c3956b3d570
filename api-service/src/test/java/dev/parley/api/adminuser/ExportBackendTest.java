package dev.parley.api.adminuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.history.Talk;
import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportBackendTest {
    /// Tables with a column that may name a user, and whether an export has them.
    private static final Set<String> EXPORTED =
            Set.of("users", "settings", "suspensions", "devices", "sessions", "blocks", "group_members", "admin_acts");

    private static final JsonMapper JSON = new JsonMapper();

    private final RunningApi api = RunningApi.shared();
    private final ApiUser operator = api.operator();

    @Test
    void holdsAllThatIsKeptOfTheUserAndNothingThatOthersWrote() {
        ApiUser alice = api.user();
        ApiUser bob = api.user();
        ConversationId talk = alice.direct(bob);
        ConversationId.Group group = alice.createGroup("Export", bob);
        alice.put("/v1/blocks/" + api.user().id());
        alice.patch("/v1/me", "{\"about\": \"two\\nlines\"}");
        for (long seq = 1; seq <= 401; seq++) {
            UserId author = seq % 2 == 0 ? bob.userId() : alice.userId();
            api.tables().write(Talk.message(talk, seq, author, "text of " + author));
        }
        api.tables().writeHead(alice.userId(), talk, 401, 401, 400, 400, 0, 1);

        List<JsonNode> lines = export(alice);
        assertThat(of("account", lines)).singleElement().satisfies(it -> {
            assertThat(it.path("userId").asString()).isEqualTo(alice.id());
            assertThat(it.path("about").asString()).isEqualTo("two\nlines");
        });
        assertThat(of("device", lines))
                .singleElement()
                .satisfies(it -> assertThat(it.path("deviceId").asString()).isEqualTo(alice.deviceId()));
        assertThat(of("login", lines)).hasSize(1);
        assertThat(of("block", lines)).hasSize(1);
        assertThat(of("membership", lines))
                .singleElement()
                .satisfies(
                        it -> assertThat(it.path("conversationId").asString()).isEqualTo(group.value()));
        assertThat(of("conversation", lines))
                .singleElement()
                .satisfies(it -> assertThat(it.path("readSeq").asLong()).isEqualTo(400));
        assertThat(of("event", lines))
                .hasSize(201)
                .allSatisfy(it ->
                        assertThat(it.path("event").path("author").asString()).isEqualTo(alice.id()));
        assertThat(lines.getLast().path("type").asString()).isEqualTo("end");
        assertThat(lines.getLast().path("lines").asInt()).isEqualTo(lines.size() - 1);
        assertThat(lines.toString()).doesNotContain("argon2", "text of " + bob.id());

        Response acts = operator.get("/admin/v1/acts?user=" + alice.id());
        assertThat(ApiUser.strings(acts.json().path("acts"), "act")).containsExactly("export");
    }

    @Test
    void unknownUserAndStrangersGetNone() {
        assertThat(operator.get("/admin/v1/users/17/export").code()).isEqualTo("unknown_user");
        ApiUser user = api.user();
        assertThat(user.get("/admin/v1/users/" + user.id() + "/export").code()).isEqualTo("token_invalid");
    }

    /// Whoever adds a table with users in it thinks of the export.
    @Test
    void everyTableThatNamesUsersIsExported() {
        List<String> tables =
                api.bean(JdbcClient.class).sql("""
                        select distinct table_name from information_schema.columns
                        where table_schema = 'api' and (column_name like '%user%' or column_name like 'block%')
                        """).query(String.class).list();
        assertThat(tables).isNotEmpty().allMatch(EXPORTED::contains);
    }

    private List<JsonNode> export(ApiUser user) {
        Response answer = operator.get("/admin/v1/users/" + user.id() + "/export?reason=asked");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text().lines().map(JSON::readTree).toList();
    }

    private static List<JsonNode> of(String type, List<JsonNode> lines) {
        return lines.stream()
                .filter(it -> it.path("type").asString().equals(type))
                .toList();
    }
}
