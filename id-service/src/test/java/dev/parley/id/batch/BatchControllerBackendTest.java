package dev.parley.id.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.id.Snowflake;
import dev.parley.id.RunningIdService;
import dev.parley.testkit.engines.TestEngines;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BatchControllerBackendTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static RunningIdService service;

    @BeforeAll
    static void open() {
        service = new RunningIdService(TestEngines.get().freshPostgresDatabase());
        awaitIds();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4096, 4097, 10_000})
    void batchHasAsManyGrowingIdsAsWereAskedFor(int count) throws Exception {
        List<Long> ids = ids(service.ask("POST", "/v1/ids", "{\"count\":" + count + "}"));
        assertThat(ids).hasSize(count).isSorted().doesNotHaveDuplicates();
        assertThat(ids(service.ask("GET", "/internal/ids?count=" + count, "")).getFirst())
                .isGreaterThan(ids.getLast());
    }

    @Test
    void batchesOfManyCallersAtOnceHaveNoIdTwice() throws Exception {
        List<Callable<List<Long>>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callers.add(() -> ids(service.ask("POST", "/v1/ids", "{\"count\":2000}")));
        }
        Set<Long> all = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (var got : threads.invokeAll(callers)) {
                all.addAll(got.get());
            }
        }
        assertThat(all).hasSize(40_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "99999999999", "1.5", "\"5\"", "\"ten\"", "null", "[]", "true"})
    void countThatIsNoNumberFrom1To10000IsRefused(String count) throws Exception {
        refused(service.ask("POST", "/v1/ids", "{\"count\":" + count + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?count=0", "?count=-1", "?count=10001", "?count=ten", "?count=", "?count=1.5", ""})
    void queryWithoutANumberFrom1To10000IsRefused(String query) throws Exception {
        refused(service.ask("GET", "/internal/ids" + query, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "5", "{\"count\":5", "count=5"})
    void bodyThatIsNoOrderIsRefused(String body) throws Exception {
        refused(service.ask("POST", "/v1/ids", body));
    }

    @Test
    void batchWithoutALeaseIsAProblemThatSaysToTryAgain() throws Exception {
        service.leaveLeases();
        HttpResponse<String> response = service.ask("POST", "/v1/ids", "{\"count\":5}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).contains("\"code\":\"retry\"");
        service.takeLeases();
        awaitIds();
    }

    private static void awaitIds() {
        await().until(() -> service.ask("GET", "/internal/ids?count=1", "").statusCode() == 200);
    }

    private static List<Long> ids(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        JSON.readTree(response.body()).get("ids").forEach(id -> {
            assertThat(id.isString()).as("browsers lose integers above 2^53").isTrue();
            ids.add(Long.parseLong(id.asString()));
        });
        assertThat(ids).allMatch(id -> Snowflake.worker(id) == Snowflake.worker(ids.getFirst()));
        return ids;
    }

    private static void refused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"invalid_request\"");
    }
}
