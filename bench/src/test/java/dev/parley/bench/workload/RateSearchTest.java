package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Tally;
import dev.parley.bench.load.Window;
import dev.parley.bench.scene.CpuTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private final List<String> broken = new ArrayList<>();
    private final RateSearch search = new RateSearch(
            new Plan(3, Duration.ofSeconds(3), Duration.ofSeconds(3), 100, 5), 1_000, 60_000, progress -> {});

    @Test
    void findsWhatIsCarriedAndFindsItAgain() {
        Server server = new Server(4_321, false);

        assertThat(rate(server)).isBetween(4_000.0, 4_321.0);
        assertThat(rate(server)).isBetween(4_100.0, 4_321.0);
        assertThat(broken).isEmpty();
    }

    @Test
    void goesBelowTheFirstRateWhereThatIsTooMuch() {
        assertThat(rate(new Server(300, false))).isBetween(150.0, 300.0);
    }

    @Test
    void oneBadMomentIsNoLimit() {
        Server server = new Server(4_321, false);
        server.stumblesOnce = true;

        assertThat(rate(server)).isBetween(4_000.0, 4_321.0);
    }

    @Test
    void aLostMessageIsSaidWhereverItIsLost() {
        rate(new Server(4_321, true));

        assertThat(broken).isNotEmpty().allMatch(it -> it.contains("1 deliveries lost"));
    }

    private double rate(Server server) {
        return search.round(server, "server", broken).getOrDefault("perSecond", 0.0);
    }

    /// Carries so much well.
    private static final class Server implements Driven {
        private final double capacity;
        private final boolean loses;
        private boolean stumblesOnce;

        Server(double capacity, boolean loses) {
            this.capacity = capacity;
            this.loses = loses;
        }

        @Override
        public Drive drive(Window window) {
            boolean well = window.perSecond() <= capacity && !stumblesOnce;
            boolean lost = loses && window.perSecond() > capacity;
            stumblesOnce = false;
            return new Drive(
                    window,
                    new Tally.Count(window.messages(), lost ? 1 : 0, 0, 0, Map.of()),
                    Map.of("deliveryP99Ms", well ? 20.0 : 2_000.0),
                    new CpuTime(Map.of()),
                    0,
                    false);
        }

        @Override
        public String what() {
            return "";
        }

        @Override
        public String durability() {
            return "";
        }

        @Override
        public void begin() {}

        @Override
        public void end() {}

        @Override
        public void close() {}
    }
}
