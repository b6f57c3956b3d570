package dev.parley.systemtests;

import dev.parley.systemtests.process.RunningParley;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The web client in a real browser, and its library in Node, against everything. The cases are in `web/browser`; each
/// prints a line.
@Execution(ExecutionMode.SAME_THREAD)
@Order(3)
@ExtendWith(SharedParley.class)
class WebSystemTest {
    private static RunningParley parley;

    @BeforeAll
    static void start() throws IOException {
        NodeScript.needsWebClient();
        parley = SharedParley.get();
    }

    @Test
    void peopleTalkInBrowsers() throws Exception {
        NodeScript.run(Map.of(), "web/browser/run.mjs", parley.url().toString());
    }

    @Test
    void theTutorialAndTheHowTosWorkAsTheyStand() throws Exception {
        NodeScript.run(Map.of(), "web/browser/tutorial.mjs", parley.url().toString());
    }

    @Test
    void theLibraryTalksFromNode() throws Exception {
        NodeScript.run(
                Map.of(), "clients/typescript/test/live.mjs", parley.url().toString());
    }
}
