package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/operations.md says of each metric what a rise means and what to do. Compares its table with the names that
/// stand in main code.
class OperationsDocumentTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String REGISTERING =
            "(?:(?:Counter|Timer|Gauge|MultiGauge|TimeGauge|LongTaskTimer|FunctionCounter"
                    + "|FunctionTimer|DistributionSummary)\\s*\\.builder|(?:meters|registry)\\s*\\.(?:counter|timer|gauge|summary))"
                    + "\\(\\s*";
    private static final Pattern NAMED = Pattern.compile(REGISTERING + "\"([^\"]+)\"");
    private static final Pattern UNNAMED = Pattern.compile(REGISTERING + "[^\"\\s].*");

    /// name(s) | what a rise means | what to do
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z][^|]*) \\| ([^|]+) \\| ([^|]+) \\|$");
    /// Without the tags, which stand in braces.
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)(?:\\{[a-z,]+})?`");

    @Test
    void everyMetricHasItsRow() throws IOException {
        List<String> registered = inMainCode(NAMED).distinct().toList();
        assertThat(registered).isNotEmpty();
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(registered);
    }

    /// Otherwise nobody finds a name from a dashboard in the code, this test included.
    @Test
    void namesOfMetricsAreLiterals() throws IOException {
        assertThat(inMainCode(UNNAMED)).isEmpty();
    }

    private static List<String> documented() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/operations.md"));
        String section = document.substring(document.indexOf("## Metrics"), document.indexOf("## After"));
        return ROW.matcher(section)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();
    }

    /// Each match's group, or the whole match if there is none.
    private static Stream<String> inMainCode(Pattern pattern) throws IOException {
        List<String> modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
        Stream.Builder<String> found = Stream.builder();
        for (String module : modules) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            if (Files.exists(sources)) {
                addMatches(sources, pattern, found);
            }
        }
        return found.build();
    }

    private static void addMatches(Path sources, Pattern pattern, Stream.Builder<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                for (MatchResult match :
                        pattern.matcher(Files.readString(file)).results().toList()) {
                    found.add(match.groupCount() > 0 ? match.group(1) : file.getFileName() + ": " + match.group());
                }
            }
        }
    }
}
