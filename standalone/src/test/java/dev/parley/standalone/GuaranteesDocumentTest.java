package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// docs/guarantees.md names the test that proves each promise. A test that was renamed proves nothing to a reader.
class GuaranteesDocumentTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
    private static final Pattern PARENT = Pattern.compile("\\bextends (\\w+)");

    @Test
    void everyTestItNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> named = TEST.matcher(Files.readString(ROOT.resolve("docs/guarantees.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named.stream()
                        .filter(test -> !exists(test.group(1), test.group(2), sources))
                        .map(MatchResult::group))
                .isEmpty();
    }

    /// @param method null for any
    private static boolean exists(String type, @Nullable String method, Map<String, String> sources) {
        String source = sources.get(type);
        if (source == null) {
            return false;
        }
        if (method == null || source.contains(" " + method + "(")) {
            return true;
        }
        Matcher parent = PARENT.matcher(source);
        return parent.find() && exists(parent.group(1), method, sources);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (MatchResult module : MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .toList()) {
            Path tests = ROOT.resolve(module.group(1)).resolve("src/test/java");
            if (Files.exists(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file :
                            files.filter(it -> it.toString().endsWith(".java")).toList()) {
                        String name = file.getFileName().toString();
                        sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
