package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EverythingTest {
    private final Everything everything = new Everything();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void theLastStartedIsStoppedFirst() {
        for (String name : List.of("engines", "id", "gateway")) {
            everything.add(name, () -> stopped.add(name));
        }
        everything.close();
        everything.close();
        assertThat(stopped).containsExactly("gateway", "id", "engines");
    }

    @Test
    void whatFailsToStopDoesNotKeepTheOthersRunning() {
        everything.add("engines", () -> stopped.add("engines"));
        everything.add("id", () -> {
            throw new IllegalStateException("no");
        });
        everything.close();
        assertThat(stopped).containsExactly("engines");
    }

    @Test
    void whatStartsWhileStoppingIsStoppedAtOnce() {
        everything.close();
        everything.add("late", () -> stopped.add("late"));
        assertThat(stopped).containsExactly("late");
        assertThat(everything.isClosed()).isTrue();
    }
}
