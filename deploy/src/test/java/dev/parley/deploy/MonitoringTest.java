package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/// Alerts and dashboards ask for metrics that docs/operations.md lists, and each alert has a runbook there.
class MonitoringTest {
    private static final Path RULES = Repository.DEPLOY.resolve("prometheus/alerts.yaml");
    private static final Path DASHBOARD = Repository.DEPLOY.resolve("grafana/dashboards/overview.json");
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
    void theDashboardAsksForMetricsThatExist() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : new YAMLMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("prometheus");
        }
        assertThat(queries).hasSizeGreaterThan(20);
        assertThat(unknown(queries)).isEmpty();
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
        String everything = String.join(" ", expressions()) + Repository.read(DASHBOARD);
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

    @Test
    void theRulesPassTheirOwnTests() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(it -> Path.of(it, "promtool").toFile().canExecute()),
                "skipped: promtool is not on the PATH");
        Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts_test.yaml")
                .directory(Repository.DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
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

    private static Set<String> unknown(List<String> expressions) {
        Set<String> documented = DOCUMENTED
                .matcher(OPERATIONS)
                .results()
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toSet());
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
