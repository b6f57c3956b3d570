package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrictTransportBackendTest {
    private static final String HEADER = "Strict-Transport-Security";

    @Test
    void everyAnswerSaysIt() throws Exception {
        try (RunningGateway gateway = new RunningGateway(Map.of(
                "parley.gateway.strict-transport.max-age", "365d",
                "parley.gateway.strict-transport.include-sub-domains", "true"))) {
            for (String path : new String[] {"/", "/v1/me", "/nothing/here"}) {
                assertThat(gateway.send(HttpRequest.newBuilder(gateway.uri(path)))
                                .headers()
                                .allValues(HEADER))
                        .as(path)
                        .containsExactly("max-age=31536000; includeSubDomains");
            }
        }
    }

    @Test
    void withoutTheSettingNoneDoes() throws Exception {
        try (RunningGateway gateway = new RunningGateway(Map.of())) {
            assertThat(gateway.send(HttpRequest.newBuilder(gateway.uri("/")))
                            .headers()
                            .allValues(HEADER))
                    .isEmpty();
        }
    }
}
