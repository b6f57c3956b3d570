package dev.parley.systemtests;

import dev.parley.systemtests.process.RunningParley;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The web client in a real browser, and its library in Node, against everything. The cases are in `web/browser`; each
/// prints a line.
@Execution(ExecutionMode.SAME_THREAD)
class WebSystemTest {
    /// The push service of the browsers runs here.
    private static final Map<String, String> LOCAL_PUSH = Map.of("PARLEY_PUSH_WEBPUSH_ALLOWLOCAL", "true");

    private static RunningParley parley;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path checkout) throws IOException {
        NodeScript.needsWebClient();
        parley = RunningParley.up(checkout, LOCAL_PUSH);
    }

    @AfterAll
    static void stop() {
        if (parley != null) {
            parley.close();
        }
    }

    @Test
    void peopleTalkInBrowsers() throws Exception {
        NodeScript.run(Map.of(), "web/browser/run.mjs", parley.url().toString());
    }

    @Test
    void theLibraryTalksFromNode() throws Exception {
        NodeScript.run(
                Map.of(), "clients/typescript/test/live.mjs", parley.url().toString());
    }
}
