package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts and dashboards ask for metrics that docs/operations.md lists, and each alert has a runbook there.
class MonitoringTest {
    private static final Path RULES = Repository.DEPLOY.resolve("prometheus/alerts.yaml");
    private static final Path DASHBOARDS = Repository.DEPLOY.resolve("grafana/dashboards");
    private static final String OPERATIONS = Repository.read(Repository.ROOT.resolve("docs/operations.md"));

    private static final Pattern DOCUMENTED = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)(?:\\{[a-z,]+})?`");
    private static final Pattern ASKED = Pattern.compile("\\b(?:[a-z]+_)+[a-z0-9]+\\b");
    /// What Prometheus's client makes of a name, see the Prometheus naming of Micrometer.
    private static final String SUFFIXES = "(_seconds|_bytes)?(_total|_bucket|_count|_sum|_max)?";

    private static final Set<String> WORDS =
            Set.of("histogram_quantile", "max_over_time", "min_over_time", "delivery_slow", "connect_refused");

    @Test
    void alertsAskForMetricsThatExist() throws IOException {
        assertThat(unknown(expressions())).isEmpty();
    }

    @Test
    void dashboardsAskForMetricsThatExist() throws IOException {
        assertThat(dashboards()).hasSizeGreaterThan(5);
        for (Path dashboard : dashboards()) {
            assertThat(unknown(queries(dashboard))).as("%s", dashboard).isEmpty();
        }
    }

    /// A metric that nobody looks at and that wakes nobody would not be missed.
    @Test
    void everyMetricOfAMessagesWayIsOnADashboard() throws IOException {
        StringBuilder asked = new StringBuilder();
        for (Path dashboard : dashboards()) {
            asked.append(String.join(" ", queries(dashboard))).append(' ');
        }
        List<String> unseen = documented().stream()
                .filter(name -> name.matches("chat_(sequencer|inbox|delivery|audit|canary|slots)_.*"))
                .filter(name -> !Pattern.compile("\\b" + name + SUFFIXES + "\\b")
                        .matcher(asked)
                        .find())
                .toList();
        assertThat(unseen).isEmpty();
    }

    @Test
    void dashboardsAreWhole() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (Path dashboard : dashboards()) {
            JsonNode board = new YAMLMapper().readTree(dashboard.toFile());
            assertThat(ids.add(board.path("uid").asText()))
                    .as("%s has a uid of its own", dashboard)
                    .isTrue();
            Set<String> places = new TreeSet<>();
            for (JsonNode panel : board.path("panels")) {
                String title = panel.path("title").asText();
                assertThat(title).isNotBlank();
                assertThat(panel.path("description").asText()).as(title).isNotBlank();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("prometheus");
                assertThat(places.add(panel.path("gridPos").path("x").asText() + " "
                                + panel.path("gridPos").path("y").asText()))
                        .as("%s of %s stands on another", title, dashboard)
                        .isTrue();
            }
        }
    }

    /// As Prometheus itself reads them.
    @Test
    void queriesOfDashboardsAreWellFormed(@TempDir Path directory) throws IOException, InterruptedException {
        Promtool.assume();
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboards\n  rules:\n");
        int number = 0;
        for (Path dashboard : dashboards()) {
            for (String query : queries(dashboard)) {
                rules.append("  - record: query")
                        .append(number++)
                        .append("\n    expr: >-\n      ")
                        .append(query.replace("$__rate_interval", "5m").replace("$instance", "chat-0"))
                        .append('\n');
            }
        }
        Path file = Files.writeString(directory.resolve("dashboards.yaml"), rules);
        Promtool.run(directory, "check", "rules", "--lint=none", file.toString());
    }

    @Test
    void aMistypedMetricIsNoticed() {
        assertThat(unknown(List.of("sum(rate(chat_sequencer_event_total[5m]))")))
                .containsExactly("chat_sequencer_event_total");
    }

    @Test
    void everyRecordedRatioIsDefined() throws IOException {
        Set<String> recorded = rules().map(rule -> rule.path("record").asText())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        StringBuilder everything = new StringBuilder(String.join(" ", expressions()));
        dashboards().forEach(dashboard -> everything.append(Repository.read(dashboard)));
        Set<String> asked = Pattern.compile("parley:[a-z_]+:ratio_rate[0-9a-z]+")
                .matcher(everything)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void everyAlertHasItsRunbookAndEveryRunbookItsAlert() throws IOException {
        Set<String> alerts = new TreeSet<>();
        rules().filter(rule -> rule.has("alert")).forEach(rule -> {
            String name = rule.path("alert").asText();
            alerts.add(name);
            assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("runbook").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
        });
        Set<String> runbooks = Pattern.compile("(?m)^#### (Parley\\w+)$")
                .matcher(OPERATIONS)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(alerts).containsExactlyInAnyOrderElementsOf(runbooks);
    }

    /// A service of which no target is left is said to be down by no other part of the expression.
    @Test
    void everyServiceIsMissed() throws IOException {
        String down = rules().filter(rule -> rule.path("alert").asText().equals("ParleyServiceDown"))
                .map(rule -> rule.path("expr").asText())
                .collect(Collectors.joining());
        assertThat(Repository.services())
                .isNotEmpty()
                .allSatisfy(service ->
                        assertThat(down).contains("absent(up{job=~\".*parley.*\",service=\"" + service + "\"})"));
    }

    @Test
    void theRulesPassTheirOwnTests() throws IOException, InterruptedException {
        Promtool.run(Repository.DEPLOY.resolve("prometheus"), "test", "rules", "alerts_test.yaml");
    }

    /// Otherwise an alert could be renamed away from its test.
    @Test
    void everyAlertHasItsTest() throws IOException {
        Set<String> tested = new TreeSet<>();
        new YAMLMapper()
                .readTree(RULES.resolveSibling("alerts_test.yaml").toFile())
                .path("tests")
                .forEach(test -> tested.add(
                        test.path("alert_rule_test").path(0).path("alertname").asText()));
        assertThat(rules().filter(rule -> rule.has("alert"))
                        .map(rule -> rule.path("alert").asText()))
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    private static Stream<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(RULES.toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules.stream();
    }

    private static List<String> expressions() throws IOException {
        return rules().map(rule -> rule.path("expr").asText()).toList();
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted().toList();
        }
    }

    private static List<String> queries(Path dashboard) throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : new YAMLMapper().readTree(dashboard.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        assertThat(queries).hasSizeGreaterThan(10);
        return queries;
    }

    private static Set<String> documented() {
        return DOCUMENTED
                .matcher(OPERATIONS)
                .results()
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toSet());
    }

    private static Set<String> unknown(List<String> expressions) {
        Set<String> documented = documented();
        Set<String> unknown = new TreeSet<>();
        for (String expression : expressions) {
            ASKED.matcher(expression.replaceAll("parley:[a-z_]+:ratio_rate[0-9a-z]+", ""))
                    .results()
                    .map(found -> found.group())
                    .filter(name -> !WORDS.contains(name)
                            && !name.startsWith("__")
                            && documented.stream().noneMatch(it -> name.matches(it + SUFFIXES)))
                    .forEach(unknown::add);
        }
        return unknown;
    }
}
