package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.account.Credentials;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Chatter;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.people.PlainSocket;
import dev.parley.systemtests.people.Rest;
import dev.parley.systemtests.process.OneProcess;
import dev.parley.systemtests.process.RunningParley;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// Three people talk while one engine after the other is killed, and then stands still for as long as it takes to see
/// what that does. Whatever they were told is true afterwards.
@Execution(ExecutionMode.SAME_THREAD)
@Order(5)
@ExtendWith(SharedParley.class)
class EngineOutageSystemTest {
    private static final String RETRY = "503 " + ErrorCode.RETRY.wireName();

    private static RunningParley parley;
    private static Cast cast;
    private static Device alice;
    private static Device alicesOther;
    private static Device bob;
    private static Device carol;
    private static ConversationId.Group group;
    private static ConversationId direct;
    private static final Ledger LEDGER = new Ledger();

    @BeforeAll
    static void start() {
        parley = SharedParley.get();
        cast = new Cast(parley.url());
        alice = cast.newcomer("alice");
        alicesOther = cast.another(alice);
        bob = cast.newcomer("bob");
        carol = cast.newcomer("carol");
        group = Cast.group(alice, bob, carol);
        direct = Cast.direct(alice, bob);
    }

    @AfterAll
    static void stop() throws Exception {
        cast.close();
    }

    @Test
    void withoutKafkaSendsAreToldToRetryAndNothingIsLostOrDoubled() {
        try (Chatter talking = startTalking()) {
            parley.killAndAwaitRestart("kafka");
            LEDGER.awaitAcknowledged(20);
            OneProcess kafka = parley.engine("kafka");
            kafka.pause();
            try {
                PlainSocket socket = cast.plainSocket(carol);
                socket.send("during-kafka", Cast.direct(carol, carol), "is anybody there?", 0);
                JsonNode answer = socket.answerTo("during-kafka");
                assertThat(answer.path("code").asString()).isEqualTo(ErrorCode.RETRY.wireName());
                assertThat(answer.path("retry").asBoolean()).isTrue();
            } finally {
                kafka.resume();
            }
            LEDGER.awaitAcknowledged(20);
        }
        checkEverything();
    }

    @Test
    void withoutCassandraReadersAreToldToRetryAndNothingIsLostOrDoubled() {
        try (Chatter talking = startTalking()) {
            parley.killAndAwaitRestart("cassandra");
            LEDGER.awaitAcknowledged(20);
            PlainSocket socket = cast.plainSocket(carol);
            OneProcess cassandra = parley.engine("cassandra");
            cassandra.pause();
            try {
                assertThat(socket.pull("during", group, 0).path("code").asString())
                        .isEqualTo(ErrorCode.RETRY.wireName());
                assertThat(history().problem()).isEqualTo(RETRY);
            } finally {
                cassandra.resume();
            }
            LEDGER.awaitAcknowledged(20);
        }
        checkEverything();
    }

    private static Rest.Answer history() {
        return cast.rest().get("/v1/conversations/" + group.value() + "/events?limit=10", carol.accessToken());
    }

    @Test
    void withoutPostgresNobodyLogsInAndWhoIsConnectedTalksOn() {
        try (Chatter talking = startTalking()) {
            parley.killAndAwaitRestart("postgres");
            LEDGER.awaitAcknowledged(20);
            assertThat(logIn().status()).isEqualTo(200);
            OneProcess postgres = parley.engine("postgres");
            postgres.pause();
            try {
                LEDGER.awaitAcknowledged(20);
                assertThat(logIn().problem()).isEqualTo(RETRY);
                LEDGER.awaitAcknowledged(20);
            } finally {
                postgres.resume();
            }
            LEDGER.awaitAcknowledged(20);
            assertThat(logIn().status()).isEqualTo(200);
        }
        checkEverything();
    }

    private static Rest.Answer logIn() {
        Credentials credentials = carol.credentials();
        return cast.rest().login(credentials.name(), credentials.password());
    }

    @Test
    void withoutRedisPeopleTalkOnAndOthersStillComeIn() {
        try (Chatter talking = startTalking()) {
            parley.killAndAwaitRestart("redis");
            LEDGER.awaitAcknowledged(20);
            OneProcess redis = parley.engine("redis");
            redis.pause();
            try {
                LEDGER.awaitAcknowledged(20);
                Device late = cast.another(carol);
                LEDGER.say(late, Cast.direct(carol, carol), "I came without Redis")
                        .receipt()
                        .join();
                LEDGER.awaitAcknowledged(20);
            } finally {
                redis.resume();
            }
            LEDGER.awaitAcknowledged(20);
        }
        checkEverything();
    }

    private static Chatter startTalking() {
        Chatter talking = new Chatter(
                LEDGER,
                List.of(
                        new Chatter.Voice(alice, group),
                        new Chatter.Voice(bob, direct),
                        new Chatter.Voice(carol, group),
                        new Chatter.Voice(alicesOther, direct),
                        new Chatter.Voice(bob, group)));
        LEDGER.awaitAcknowledged(20);
        return talking;
    }

    private static void checkEverything() {
        LEDGER.check(group, List.of(alice, alicesOther, bob, carol));
        LEDGER.check(direct, List.of(alice, alicesOther, bob));
    }
}
