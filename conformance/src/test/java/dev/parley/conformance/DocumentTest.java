package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.check.Checks;
import dev.parley.conformance.check.Rule;
import dev.parley.conformance.hostile.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/conformance.md has a line for each rule and no other, and each rule's section is one of docs/protocol.md.
class DocumentTest {
    private static final Path DOCS = Path.of(Objects.requireNonNull(System.getProperty("parley.root")), "docs");

    private static List<Rule> rules() {
        return Stream.<Rule>concat(Checks.ALL.stream(), Scenarios.ALL.stream()).toList();
    }

    @Test
    void theTableIsTheList() throws IOException {
        List<String> expected = rules().stream().map(DocumentTest::line).toList();
        assertThat(Files.readAllLines(DOCS.resolve("conformance.md")).stream()
                        .filter(line -> line.matches("\\| `[a-z]+-[0-9]{2}` .*")))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void everySectionIsThere() throws IOException {
        List<String> protocol = Files.readAllLines(DOCS.resolve("protocol.md"));
        assertThat(rules())
                .allSatisfy(rule -> assertThat(rule.section().equals("REST")
                                || protocol.stream().anyMatch(line -> isHead(line, rule)))
                        .as(rule.id())
                        .isTrue());
    }

    private static boolean isHead(String line, Rule rule) {
        return line.startsWith("#") && line.replaceFirst("^#+ ", "").equals(rule.section());
    }

    private static String line(Rule rule) {
        return "| `" + rule.id() + "` | " + rule.rule() + (rule.slow() ? " *(slow)*" : "") + " | " + rule.section()
                + " |";
    }
}
