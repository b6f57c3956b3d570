package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SCHEDULES = 10_000;

    @Test
    void everyPromiseHoldsInEverySchedule() {
        Tally tally = Tally.play(1, SCHEDULES);

        tally.firstRed()
                .ifPresent(red -> fail(
                        "./parley sim --seed " + red.seed() + " shows it",
                        red.failure().get()));
        // A world in which nothing happens keeps every promise.
        assertThat(tally.acknowledged()).isGreaterThan(5L * SCHEDULES);
        assertThat(tally.kills()).isGreaterThan(SCHEDULES / 2);
        assertThat(tally.pushes()).isGreaterThan(SCHEDULES / 2);
    }

    @Test
    void theSameSeedGoesTheSameWay() {
        assertThat(Schedule.play(5, true).history())
                .isNotEmpty()
                .isEqualTo(Schedule.play(5, true).history());
    }

    @Test
    void badArgumentsAreToldApart() {
        assertThat(run("--seeds")).startsWith("2 --seeds takes a whole number of at least 1.");
        assertThat(run("--seeds", "0")).startsWith("2 --seeds takes a whole number of at least 1, not 0.");
        assertThat(run("--seed", "7", "--steps", "0"))
                .startsWith("2 --steps takes a whole number of at least 1, not 0.");
        assertThat(run("--sedes", "5")).startsWith("2 There is no option --sedes.");
        assertThat(run("--steps", "5")).startsWith("2 --steps and --without need --seed.");
        assertThat(run("--seed", "5", "--without", "kills,rain"))
                .startsWith("2 --without takes kills, pauses, ")
                .contains(" or clocks, not rain.\nUsage: ./parley sim [--seeds N]");
        assertThat(run("--help")).startsWith("0 Usage: ").contains("--without HARM", "2000 if not given");
        assertThat(run("--seed", "7")).startsWith("0 ").contains("green: seed 7");
        assertThat(run("--seed", "7", "--steps", "20", "--without", "kills,pauses"))
                .startsWith("0 ")
                .contains("green: seed 7");
        assertThat(run("--seeds", "3", "--from", "40")).startsWith("0 green: 3 schedules");
    }

    private static String run(String... words) {
        return new CommandLine().apply(List.of(words));
    }
}
