package dev.parley.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path directory;

    @Test
    void saysWhatSoManyUsersTakeAndWhatOfItIsAssumed() {
        assertThat(run("--dau", "50e6"))
                .startsWith("0 online users")
                .containsPattern("chat servers +300 +=")
                .contains("assumed, not measured:", "message-micros");
    }

    @Test
    void helpListsEveryWish() {
        assertThat(run("--help")).startsWith("0 Usage: ./parley capacity").contains("--dau", "--text-bytes", "--costs");
    }

    @Test
    void badWordsAreRefused() {
        assertThat(run("--dau")).startsWith("2 --dau takes a value.");
        assertThat(run("--dua", "5")).startsWith("2 There is no option --dua.");
        assertThat(run("50e6")).startsWith("2 50e6 takes a value.");
        assertThat(run("dau", "50e6")).startsWith("2 There is no option dau.");
        assertThat(run("--dau", "5", "--dau", "6")).startsWith("2 --dau stands there twice.");
        assertThat(run("--message-micros", "5")).startsWith("2 --message-micros is no wish");
        for (String bad : List.of("many", "NaN", "Infinity", "-5", "0x10", "5d", "1e999", "", "5 ", "٣")) {
            assertThat(run("--dau", bad)).startsWith("2 dau takes a number");
        }
        assertThat(run("--dau", "0")).startsWith("2 dau is from 1 to 10e9, not 0.");
        assertThat(run("--online-share", "1.5")).startsWith("2 online-share is from 0.001 to 1, not 1.5.");
    }

    @Test
    void measuredCostsTakeThePlaceOfAssumedOnes() throws IOException {
        Path costs = file("# of last Tuesday\n\nmessage-micros = 40000\ngateway-connections=20000\n");
        String said = run("--costs", costs.toString());
        assertThat(said).startsWith("0 ").doesNotContainPattern("assumed.* message-micros");
        assertThat(said).containsPattern("gateways +1,200 +=").doesNotContainPattern("chat servers +300 +=");
    }

    @Test
    void badFilesOfCostsAreRefusedWithTheLine() throws IOException {
        assertThat(run("--costs", directory.resolve("none").toString()))
                .startsWith("2 The file of --costs can't be read");
        assertThat(run("--costs", directory.toString())).startsWith("2 The file of --costs can't be read");
        assertThat(costs("\nmassage-micros=5")).contains("line 2: there is no unit cost 'massage-micros'.");
        assertThat(costs("dau=5")).contains("line 1: there is no unit cost 'dau'.");
        assertThat(costs("message-micros")).contains("line 1: one 'name = value'");
        assertThat(costs("message-micros=1=2")).contains("line 1: one 'name = value'");
        assertThat(costs("message-micros=5\nmessage-micros=6")).contains("line 2: one 'name = value'");
        assertThat(costs("message-micros=fast")).contains("line 1: message-micros takes a number");
        assertThat(costs("message-micros=0")).contains("line 1: message-micros is from 1");
    }

    private String costs(String text) throws IOException {
        String said = run("--costs", file(text).toString());
        assertThat(said).startsWith("2 ");
        return said;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("costs"), text);
    }

    private static String run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }
}
