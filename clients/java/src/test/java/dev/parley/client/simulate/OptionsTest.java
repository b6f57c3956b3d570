package dev.parley.client.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static Options read(String words) throws Options.UsageException {
        return Options.read(words.isEmpty() ? List.of() : Arrays.asList(words.split(" ", -1)));
    }

    @Test
    void withoutWordsTwentyPeopleTalkToAliceOnThisMachine() throws Exception {
        Options options = read("");

        assertThat(options.users()).isEqualTo(20);
        assertThat(options.with()).isEqualTo("alice");
        assertThat(options.server()).isEqualTo(URI.create("http://localhost:7080"));
        assertThat(options.time()).isEmpty();
        assertThat(options.seed()).isEmpty();
    }

    @Test
    void everythingCanBeSaid() throws Exception {
        Options options = read("--users 3 --with Bob --url http://127.0.0.1:9 --seconds 7 --seed -4 --password secret");

        assertThat(options.users()).isEqualTo(3);
        assertThat(options.with()).isEqualTo("bob");
        assertThat(options.time()).contains(Duration.ofSeconds(7));
        assertThat(options.seed()).hasValue(-4);
        assertThat(options.credentials(Part.first(1).getFirst()).password()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--users 0",
                "--users 101",
                "--users -1",
                "--users many",
                "--users 99999999999",
                "--users",
                "--users 2 --users 3",
                "--seconds 0",
                "--seconds 1.5",
                "--seed x",
                "--with A",
                "--with a/../b",
                "--url localhost:7080",
                "--url ftp://localhost",
                "--url http://",
                "--url http://bad^host",
                "--nonsense 1",
                "20",
                " "
            })
    void whatMakesNoSenseIsUsage(String words) {
        assertThatThrownBy(() -> read(words)).isInstanceOf(Options.UsageException.class);
    }

    @Test
    void aPasswordThatEveryoneKnowsIsForThisMachineOnly() throws Exception {
        read("--url http://127.0.0.1:7080").checkHost();
        read("--url http://[::1]:7080").checkHost();
        read("--url http://192.0.2.7 --password secret").checkHost();
        assertThatThrownBy(() -> read("--url http://192.0.2.7").checkHost()).hasMessageContaining("give --password");
    }

    @Test
    void aHostThatDoesNotExistIsSaid() {
        assertThatThrownBy(() -> read("--url http://nowhere.invalid").checkHost())
                .hasMessage("There is no host called nowhere.invalid.");
    }
}
