package dev.parley.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names that dashboards and alerts ask Prometheus for.
final class AskedMetrics {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("parley.root")));

    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"|(?m)^ +expr: (.*)$");
    private static final Pattern STRING = Pattern.compile("\\\\?\"[^\"]*\"");
    private static final Pattern RECORDED = Pattern.compile("parley:[a-z_]+:[a-z0-9_]+");
    private static final Pattern NAME = Pattern.compile("\\b(?:[a-z]+_)+[a-z0-9]+\\b");
    private static final Set<String> FUNCTIONS =
            Set.of("histogram_quantile", "max_over_time", "min_over_time", "__rate_interval");

    /// With tags, of which it is known only once something has happened.
    private static final Pattern TAGGED = Pattern.compile("`([a-z.]+)\\{[a-z,]+}`");

    private AskedMetrics() {}

    static Set<String> all() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> dashboards = Files.list(ROOT.resolve("deploy/grafana/dashboards"))) {
            for (Path file : Stream.concat(dashboards, Stream.of(ROOT.resolve("deploy/prometheus/alerts.yaml")))
                    .toList()) {
                QUERY.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .map(query -> STRING.matcher(query).replaceAll(""))
                        .map(query -> RECORDED.matcher(query).replaceAll(""))
                        .flatMap(query -> NAME.matcher(query).results())
                        .map(MatchResult::group)
                        .filter(name -> !FUNCTIONS.contains(name))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /// @param said lines of `/actuator/prometheus`
    /// @return those of which nothing was said, though nothing has to happen for it
    static Set<String> unheard(List<String> said) throws IOException {
        Set<String> heard = said.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0])
                .collect(Collectors.toSet());
        List<String> tagged = TAGGED.matcher(Files.readString(ROOT.resolve("docs/operations.md")))
                .results()
                .map(found -> found.group(1).replace('.', '_'))
                .toList();
        return all().stream()
                .filter(name -> !heard.contains(name) && tagged.stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
