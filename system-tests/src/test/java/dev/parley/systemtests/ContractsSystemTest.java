package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.wire.HttpCalls;
import dev.parley.systemtests.traffic.Recordings;
import dev.parley.testkit.contract.Exchange;
import dev.parley.testkit.contract.FrameContract;
import dev.parley.testkit.contract.FrameContract.Side;
import dev.parley.testkit.contract.RestContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The last of all: what passed the doors in every other test of this run is what `docs/api` tells of, and after a
/// whole
/// run all that `docs/api` tells of has passed.
@Order(Integer.MAX_VALUE)
class ContractsSystemTest {
    private static final Set<String> RECORDINGS =
            Set.of(SharedParley.RECORDING, ClusterSystemTest.RECORDING, UpSystemTest.RECORDING);

    /// Said by `TalkSystemTest` to see it refused.
    private static final String TOO_LONG = "\"clientMessageId\":\"too-long\"";

    private final FrameContract frames = new FrameContract();
    private final RestContract rest = new RestContract();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void whatPassedIsDescribedAndWhatIsDescribedPassed() {
        List<String> names = Recordings.names();
        Assumptions.assumeFalse(names.isEmpty(), "nothing was recorded");
        names.forEach(name -> Recordings.read(name).forEach(this::judge));

        assertThat(wrong).as("what docs/api does not tell of").isEmpty();
        if (SharedParley.hadAllUsers() && names.containsAll(RECORDINGS)) {
            assertSaid("asyncapi.yaml", frames.told(), frames.seen());
            assertSaid("openapi.yaml", rest.told(), rest.seen());
        }
    }

    private static void assertSaid(String document, Set<String> told, Set<String> seen) {
        Set<String> unsaid = new TreeSet<>(told);
        unsaid.removeAll(seen);
        unsaid.removeAll(perhapsUnsaid());
        assertThat(unsaid).as("what " + document + " tells of and nobody said").isEmpty();
    }

    @Test
    void whatMayBeUnsaidIsToldOf() {
        assertThat(told()).containsAll(perhapsUnsaid());
    }

    private Set<String> told() {
        Set<String> told = new TreeSet<>(frames.told());
        told.addAll(rest.told());
        return told;
    }

    private void judge(JsonNode line) {
        // The conformance kit says wrong things on purpose.
        boolean byKit = line.path("agent").asString("").equals(HttpCalls.AGENT);
        switch (line.path("kind").asString()) {
            case "frame" -> judgeFrame(byKit, line);
            case "exchange" -> judgeExchange(byKit, line);
            default -> note(List.of("it could not be read"), line);
        }
    }

    /// What the server takes, a client should have been told that it may say.
    private void judgeFrame(boolean byKit, JsonNode line) {
        boolean client = line.path("by").asString().equals("client");
        List<String> faults = frames.judge(
                client ? Side.CLIENT : Side.SERVER, line.path("text").asString());
        if (!client || (!byKit && !line.path("text").asString().contains(TOO_LONG))) {
            note(faults, line);
        }
    }

    private void judgeExchange(boolean byKit, JsonNode line) {
        String target = line.path("target").asString();
        if (!target.startsWith("/v1/") && !target.startsWith("/.well-known/")) {
            return; // The web client's files, health, WebSockets: no part of the REST interface.
        }
        Exchange exchange = new Exchange(
                line.path("method").asString(),
                target,
                line.path("request").asString(),
                line.path("status").asInt(),
                line.path("type").asString(),
                line.path("response").asString());
        note(rest.judgeAnswer(exchange), line);
        List<String> faults = rest.judgeRequest(exchange);
        if (!byKit) {
            note(faults, line);
        }
    }

    private void note(List<String> faults, JsonNode line) {
        if (!faults.isEmpty()) {
            String text = line.toString();
            wrong.add(faults + " " + text.substring(0, Math.min(text.length(), 600)));
        }
    }

    /// What no test brings about for certain, each with its reason in the file.
    private static List<String> perhapsUnsaid() {
        try (InputStream file =
                Objects.requireNonNull(ContractsSystemTest.class.getResourceAsStream("perhaps-unsaid.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
