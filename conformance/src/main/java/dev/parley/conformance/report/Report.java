package dev.parley.conformance.report;

import dev.parley.conformance.wire.Json;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a run says.
///
/// @param outcomes in the order of the rules
public record Report(List<Outcome> outcomes, long seconds) {
    private static final int SHOWN = 700;

    public Report {
        outcomes = List.copyOf(outcomes);
    }

    public long failed() {
        return count(Outcome.Failed.class);
    }

    private long count(Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    /// A line for each rule that did not pass, and the verdict.
    public void print(PrintStream out) {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Passed _ -> {}
                case Outcome.Failed failed ->
                    out.println("failed   " + failed.rule().id() + "  "
                            + failed.rule().rule() + " Expected " + failed.expected() + "; came "
                            + shortened(failed.came()));
                case Outcome.Skipped skipped ->
                    out.println("skipped  " + skipped.rule().id() + "  "
                            + skipped.rule().rule() + " " + skipped.why());
            }
        }
        out.println(verdict());
    }

    public String verdict() {
        return (failed() == 0 ? "conforms: " : "does not conform: ") + count(Outcome.Passed.class) + " passed, "
                + failed() + " failed, " + count(Outcome.Skipped.class) + " skipped in " + seconds + " s";
    }

    /// The same for programs: an object with `verdict` and `checks`.
    public String json() {
        List<ObjectNode> rules = outcomes.stream()
                .map(outcome -> {
                    ObjectNode entry = Json.of(
                            "id",
                            outcome.rule().id(),
                            "rule",
                            outcome.rule().rule(),
                            "section",
                            outcome.rule().section());
                    return switch (outcome) {
                        case Outcome.Passed passed ->
                            entry.put("outcome", "passed").put("millis", passed.millis());
                        case Outcome.Failed failed ->
                            entry.put("outcome", "failed")
                                    .put("expected", failed.expected())
                                    .put("came", failed.came());
                        case Outcome.Skipped skipped ->
                            entry.put("outcome", "skipped").put("why", skipped.why());
                    };
                })
                .toList();
        return Json.of("verdict", verdict(), "checks", rules).toPrettyString();
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
