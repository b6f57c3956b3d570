package dev.parley.kit.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.kit.launch.WrongUseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AwaitSchemaTest {
    private final List<Duration> pauses = new ArrayList<>();
    private final Queue<Optional<String>> looks = new ArrayDeque<>();

    @Test
    void goodSchemaIsLookedAtOnce() {
        looks.add(Optional.empty());
        patience(Duration.ofMinutes(2)).until(looks::remove);
        assertThat(pauses).isEmpty();
    }

    @Test
    void oldSchemaIsRefusedAtOnceWithoutPatience() {
        looks.add(Optional.of("It is old."));
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> patience(Duration.ZERO).until(looks::remove))
                .withMessageStartingWith("It is old. Run this release's migrations first:")
                .withMessageContaining("--parley.migrations.run=only");
        assertThat(pauses).isEmpty();
    }

    @Test
    void schemaThatBecomesNewEnoughWhilePatienceLastsIsAccepted() {
        looks.addAll(List.of(Optional.of("It is old."), Optional.of("It is old."), Optional.empty()));
        patience(Duration.ofSeconds(2)).until(looks::remove);
        assertThat(pauses).containsOnly(Duration.ofSeconds(1)).hasSize(2);
    }

    @Test
    void patienceEnds() {
        looks.addAll(List.of(Optional.of("It is old."), Optional.of("It is old."), Optional.of("Still.")));
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> patience(Duration.ofSeconds(2)).until(looks::remove))
                .withMessageStartingWith("Still. ");
        assertThat(looks).isEmpty();
    }

    private AwaitSchema patience(Duration patience) {
        return new AwaitSchema(patience, pauses::add);
    }
}
