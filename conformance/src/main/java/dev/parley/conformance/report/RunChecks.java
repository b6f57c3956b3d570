package dev.parley.conformance.report;

import dev.parley.conformance.check.Check;
import dev.parley.conformance.check.Stage;
import dev.parley.conformance.wire.HttpCalls;
import java.net.URI;
import java.util.List;

/// Tries a server.
public final class RunChecks {
    private final URI server;
    private final int atOnce;
    private final boolean slow;

    /// @param atOnce how many checks at the same time
    /// @param slow also those that wait long
    public RunChecks(URI server, int atOnce, boolean slow) {
        this.server = server;
        this.atOnce = atOnce;
        this.slow = slow;
    }

    /// @param run as in [Stage]
    /// @return in the order of the checks
    public List<Outcome> run(List<Check> checks, String run) {
        try (HttpCalls http = new HttpCalls(server)) {
            return Trial.all(checks, atOnce, slow, check -> () -> {
                try (Stage stage = new Stage(http, run)) {
                    check.body().run(stage);
                }
            });
        }
    }
}
