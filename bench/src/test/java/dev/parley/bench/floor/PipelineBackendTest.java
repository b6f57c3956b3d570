package dev.parley.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.engines.TestEngines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineBackendTest {
    private static final String PER_SECOND = "100";
    private static final String WARM_UP_MS = "500";
    private static final String MEASURED_MS = "1500";

    @Test
    void everyRecordComesToBothReadersAgainAndAgain() {
        try (FloorProcess floor = FloorProcess.start(
                PipelineMain.class, List.of(TestEngines.get().addresses().kafkaBootstrap()))) {
            floor.await("ready");
            for (int run = 0; run < 2; run++) {
                floor.say("run " + PER_SECOND + " " + WARM_UP_MS + " " + MEASURED_MS);
                floor.await("measuring");
                floor.await("measured");
                Map<String, String> result = floor.await("result");

                assertThat(result)
                        .containsEntry("sent", "200")
                        .containsEntry("lost", "0")
                        .containsEntry("doubled", "0")
                        .containsEntry("strange", "0")
                        .containsKeys("deliveryP50Ms", "deliveryP99Ms", "deliveryP999Ms");
            }
        }
    }
}
