package dev.parley.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Offset<Double> ROUNDING = within(1e-6);

    @Test
    void loadFollowsFromWishes() {
        Capacity capacity = new Capacity(Map.of(
                Input.DAU, 864_000.0,
                Input.MESSAGES_PER_USER, 10.0,
                Input.PEAK_FACTOR, 2.0,
                Input.MEMBERS, 5.0,
                Input.AWAY_SHARE, 0.25,
                Input.DEVICES, 2.0,
                Input.ONLINE_SHARE, 0.5));
        assertThat(capacity.get("messages")).isEqualTo(200, ROUNDING);
        assertThat(capacity.get("deliveries")).isEqualTo(1_000, ROUNDING);
        assertThat(capacity.get("frames")).isEqualTo(1_500, ROUNDING);
        assertThat(capacity.get("pushes")).isEqualTo(250, ROUNDING);
        assertThat(capacity.get("connections")).isEqualTo(864_000, ROUNDING);
    }

    @Test
    void historyOfAYearIsEveryMessageInEveryCopy() {
        Capacity capacity = new Capacity(Map.of(
                Input.DAU, 1_000.0,
                Input.MESSAGES_PER_USER, 1.0,
                Input.TEXT_BYTES, 100.0,
                Input.TEXT_COMPRESSION, 0.5,
                Input.EVENT_OVERHEAD, 50.0,
                Input.REPLICAS, 3.0));
        assertThat(capacity.get("history of a year")).isEqualTo(1_000 * 365 * 100 * 3.0, ROUNDING);
    }

    @Test
    void whateverRunsOutFirstDecides() {
        double byConnections = new Capacity(Map.of(Input.CHAT_CONNECTIONS, 1_000.0)).get("chat servers");
        assertThat(byConnections).isEqualTo(24e6 / 800, ROUNDING);
        double byProcessors = new Capacity(Map.of(Input.MESSAGE_MICROS, 1e6)).get("chat servers");
        assertThat(byProcessors).isGreaterThan(new Capacity(Map.of()).get("messages") / 0.5 / 16);
    }

    @Test
    void aSmallInstallationOutlivesOneOfEach() {
        Capacity capacity = new Capacity(Map.of(Input.DAU, 1.0));
        assertThat(capacity.get("chat servers")).isEqualTo(3);
        assertThat(capacity.get("brokers")).isEqualTo(3);
        assertThat(capacity.get("Cassandra nodes at first")).isEqualTo(3);
        assertThat(capacity.get("slots")).isEqualTo(64);
    }

    @Test
    void everyInputMakesADifference() {
        for (Input input : Input.values()) {
            // Small enough, or large enough, to outweigh whatever else decides a size.
            assertThat(results(input, input.value() * 1_000))
                    .as("%s a thousandfold, or a thousandth", input.key())
                    .doesNotContain(results(input, input.value() / 1_000));
        }
    }

    private static String results(Input input, double value) {
        return new Capacity(Map.of(input, value)).results().toString();
    }

    /// Otherwise a formula could name what is gone.
    @Test
    void formulasNameInputsAndResultsThatExist() {
        Set<String> named = new HashSet<>();
        for (Input input : Input.values()) {
            if (input.key().contains("-")) {
                named.add(input.key());
            }
        }
        Set<String> asked = new HashSet<>();
        for (Result result : new Capacity(Map.of()).results()) {
            Pattern.compile("[a-z]+(?:-[a-z]+)+")
                    .matcher(result.formula())
                    .results()
                    .forEach(found -> asked.add(found.group()));
        }
        assertThat(asked).isSubsetOf(named);
        assertThat(named).isSubsetOf(asked);
    }

    @Test
    void amountsHaveThreeDigits() {
        assertThat(Amount.of(289.08e12, "B")).isEqualTo("289 TB");
        assertThat(Amount.of(2.25e12, "B")).isEqualTo("2.25 TB");
        assertThat(Amount.of(999.6, "/s")).isEqualTo("1 k/s");
        assertThat(Amount.of(138.9, "/s")).isEqualTo("139 /s");
        assertThat(Amount.of(300, "")).isEqualTo("300");
        assertThat(Amount.of(1_024, "")).isEqualTo("1,024");
        assertThat(Amount.of(24e6, "")).isEqualTo("24 M");
        assertThat(Amount.plain(50e6)).isEqualTo("50e6");
        assertThat(Amount.plain(0.4)).isEqualTo("0.4");
        assertThat(Amount.plain(1.5e9)).isEqualTo("1.5e9");
    }
}
