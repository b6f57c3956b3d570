package dev.parley.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.contract.FrameContract.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameContractTest {
    private static final String EVENT = """
            {"type": "event", "conversationId": "g.7", "seq": 1, "messageId": "8", "author": "9",
             "sentAt": "2026-01-01T00:00:01Z", "kind": "block", "blocked": true, "cursor": "1.2"%s}""";

    private final FrameContract contract = new FrameContract();

    @Test
    void whatIsToldOfIsRightAndSeen() {
        assertThat(contract.told()).contains("/components/schemas/BlockEvent/properties/blocked");
        assertThat(contract.judge(Side.SERVER, EVENT.formatted(""))).isEmpty();
        assertThat(contract.seen())
                .contains("/components/schemas/BlockEvent/properties/blocked")
                .doesNotContain("/components/schemas/MessageEvent/properties/text");
    }

    @Test
    void aFieldThatStandsElsewhereIsNotToldOfHere() {
        assertThat(contract.judge(Side.SERVER, EVENT.formatted(", \"text\": \"\"")))
                .containsExactly(".text stands in no description");
    }

    @Test
    void eachCodeIsSeenByItself() {
        String error = "{\"type\": \"error\", \"code\": \"%s\", \"detail\": \"\", \"retry\": true}";
        assertThat(contract.judge(Side.SERVER, error.formatted("retry"))).isEmpty();
        assertThat(contract.told()).contains("/components/schemas/ErrorFrame/properties/code = internal");
        assertThat(contract.seen())
                .doesNotContain("/components/schemas/ErrorFrame/properties/code = internal")
                .contains("/components/schemas/ErrorFrame/properties/code = retry");
        assertThat(contract.judge(Side.SERVER, error.formatted("tired"))).containsExactly(".code is \"tired\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{}",
                "{\"type\": \"later\"}",
                "{\"type\": \"heartbeat\"}",
                "{\"type\": \"muted\"}",
                "{\"type\": \"muted\", \"conversationId\": \"x.7\"}"
            })
    void whatIsNoFrameOfAServerIsWrong(String frame) {
        assertThat(contract.judge(Side.SERVER, frame)).isNotEmpty();
    }
}
