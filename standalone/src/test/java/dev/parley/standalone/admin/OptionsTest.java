package dev.parley.standalone.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Path OWN = Path.of("own.keys");

    @Test
    void optionsStandAnywhere() {
        Options options = read("disconnect", "--all", "alice", "--reason", "ticket 12", "--json");
        assertThat(options).isEqualTo(read("disconnect", "alice", "--json", "--reason", "ticket 12", "--all"));
        assertThat(options).isEqualTo(read("--json", "--reason", "ticket 12", "disconnect", "--all", "alice"));
        assertThat(options.verb()).isEqualTo(Options.Verb.DISCONNECT);
        assertThat(options.words()).containsExactly("alice");
        assertThat(options.all()).isTrue();
        assertThat(options.server()).isEqualTo(URI.create("http://localhost:7082"));
        assertThat(options.keys()).isEqualTo(OWN);
    }

    @Test
    void theEnvironmentStandsInForWhatIsNotSaid() {
        Map<String, String> environment =
                Map.of("PARLEY_ADMIN_SERVER", "https://api:1", "PARLEY_ADMIN_KEYS", "other.keys");
        Options options = Options.read(List.of("slots"), environment, OWN);
        assertThat(options.server()).isEqualTo(URI.create("https://api:1"));
        assertThat(options.keys()).isEqualTo(Path.of("other.keys"));
        Options said =
                Options.read(List.of("slots", "--server", "http://x:2", "--keys", "said.keys"), environment, OWN);
        assertThat(said.server()).isEqualTo(URI.create("http://x:2"));
        assertThat(said.keys()).isEqualTo(Path.of("said.keys"));
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        refused("no verb 'fnd'", "fnd", "alice");
        refused("no verb 'fnd'", "--keys", "mine.keys", "fnd", "alice");
        refused("A verb is missing", "--keys", "find");
        refused("no option --kyes", "--kyes", "find", "alice");
        refused("find needs a user", "find");
        refused("trace needs a conversation's and a message's id", "trace", "g.5");
        refused("too much: bob", "find", "alice", "bob");
        refused("no option --al", "disconnect", "alice", "--al");
        refused("--all does not go with find", "find", "alice", "--all");
        refused("--yes does not go with suspend", "suspend", "alice", "--yes");
        refused("needs a value", "suspend", "alice", "--reason");
        refused("stands there twice", "find", "alice", "--json", "--json");
        refused("device's id or --all", "disconnect", "alice");
        refused("device's id or --all", "disconnect", "alice", "7", "--all");
        refused("needs an address", "slots", "--server", "ftp://x");
        refused("needs an address", "slots", "--server", "::");
        refused("from 1 to 1000", "acts", "--limit", "0");
        refused("from 1 to 1000", "acts", "--limit", "many");
    }

    private static void refused(String sentence, String... words) {
        assertThatThrownBy(() -> read(words))
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining(sentence)
                .satisfies(it -> assertThat(((StoppedException) it).code()).isEqualTo(2));
    }

    private static Options read(String... words) {
        return Options.read(List.of(words), Map.of(), OWN);
    }
}
