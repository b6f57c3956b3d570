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
        assertThat(run("--seeds")).startsWith("2 A number is needed.");
        assertThat(run("--seeds", "0")).startsWith("2 At least one seed");
        assertThat(run("--sedes", "5")).startsWith("2 There is no option --sedes.");
        assertThat(run("--steps", "5")).startsWith("2 --steps and --without need --seed.");
        assertThat(run("--seed", "5", "--without", "rain")).startsWith("2 There is no harm \"rain\".");
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
