package dev.parley.id.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.id.Snowflake;
import dev.parley.id.RunningIdService;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.ids.IdsUnavailableException;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class LeaseControllerBackendTest {
    private static final String TOKEN = "00000000-0000-0001-0000-000000000002";

    private static TestDatabase database;
    private static LeaseTable table;
    private static RunningIdService service;

    @BeforeAll
    static void open() {
        database = TestEngines.get().freshPostgresDatabase();
        table = new LeaseTable(database);
        service = new RunningIdService(database);
        service.leaveLeases();
    }

    @AfterAll
    static void close() {
        service.close();
        table.close();
    }

    @BeforeEach
    void reset() {
        table.reset();
    }

    @Test
    void leaseIsCreatedAndNamesEverythingTheHolderNeeds() throws Exception {
        HttpResponse<String> response = service.ask("POST", "/internal/leases", "{\"holder\":\"me\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body())
                .matches("\\{\"worker\":\\d+,\"token\":\"[0-9a-f-]{36}\",\"expiresAt\":\"[^\"]+Z\","
                        + "\"ttlMs\":60000,\"highestTimeUsed\":0}");
    }

    @Test
    void fullTableIsAProblemThatSaysToTryAgain() throws Exception {
        table.takeAll();
        HttpResponse<String> response = service.ask("POST", "/internal/leases", "{\"holder\":\"me\"}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).contains("\"code\":\"retry\"").contains("every worker number is taken");
    }

    @Test
    void renewalOfAnUnknownLeaseIsAConflict() throws Exception {
        String proof = "{\"token\":\"" + TOKEN + "\",\"highestTimeUsed\":1}";
        HttpResponse<String> renewed = service.ask("PUT", "/internal/leases/5", proof);
        assertThat(renewed.statusCode()).isEqualTo(409);
        assertThat(renewed.body()).contains("\"code\":\"lease_lost\"");
        assertThat(service.ask("DELETE", "/internal/leases/5", proof).statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"holder\":\"\"}",
                "{\"holder\":null}",
                "{\"holder\":\"me\",",
                "x",
                "{\"holder\":\"me\",\"highestTimeUsed\":-1}",
                "{\"holder\":\"me\",\"highestTimeUsed\":\"soon\"}"
            })
    void requestWithoutAHolderIsRefused(String body) throws Exception {
        refused(service.ask("POST", "/internal/leases", body));
    }

    @Test
    void holderOfMoreThan200CharactersIsRefused() throws Exception {
        refused(service.ask("POST", "/internal/leases", "{\"holder\":\"" + "x".repeat(201) + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"token\":\"x\",\"highestTimeUsed\":1}",
                "{\"token\":\"" + TOKEN + "\"}",
                "{\"highestTimeUsed\":1}",
                "{\"token\":\"" + TOKEN + "\",\"highestTimeUsed\":-1}"
            })
    void renewalWithoutProofIsRefused(String body) throws Exception {
        refused(service.ask("PUT", "/internal/leases/5", body));
        refused(service.ask("DELETE", "/internal/leases/5", body));
    }

    @Test
    void workerNumberThatIsNoNumberIsRefused() throws Exception {
        refused(service.ask("PUT", "/internal/leases/five", "{\"token\":\"" + TOKEN + "\",\"highestTimeUsed\":1}"));
    }

    @Test
    void restartedProcessWithTheSameNumberStartsAboveItsFormerIds() {
        table.takeAllBut(5);
        long last;
        try (ConfigurableApplicationContext first = RunningIdService.otherProcess(service.port())) {
            last = nextOf(first);
            assertThat(Snowflake.worker(last)).isEqualTo(5);
        }
        long told = table.highestTimeUsed(5);
        assertThat(told).isGreaterThan(Snowflake.unixMs(last));
        table.pass(5, Duration.ofMillis(told - table.nowMs()).plusSeconds(10));
        try (ConfigurableApplicationContext second = RunningIdService.otherProcess(service.port())) {
            assertThat(nextOf(second)).isGreaterThan(last).matches(id -> Snowflake.worker(id) == 5);
        }
    }

    @Test
    void processThatStartsBeforeIdServiceStampsOnceItIsThere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (ConfigurableApplicationContext early = RunningIdService.otherProcess(port)) {
            assertThat(hasIds(early)).isFalse();
            try (RunningIdService late = new RunningIdService(database, port, Map.of())) {
                assertThat(late.port()).isEqualTo(port);
                assertThat(nextOf(early)).isPositive();
            }
        }
    }

    private static long nextOf(ConfigurableApplicationContext process) {
        await().atMost(Duration.ofSeconds(20)).until(() -> hasIds(process));
        return process.getBean(IdSource.class).next();
    }

    private static boolean hasIds(ConfigurableApplicationContext process) {
        try {
            return process.getBean(IdSource.class).next() > 0;
        } catch (IdsUnavailableException notYet) {
            return false;
        }
    }

    private static void refused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"invalid_request\"");
    }
}
