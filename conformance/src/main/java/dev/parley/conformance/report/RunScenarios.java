package dev.parley.conformance.report;

import dev.parley.conformance.hostile.Play;
import dev.parley.conformance.hostile.Scenario;
import java.util.List;

/// Tries a client.
public final class RunScenarios {
    private final List<String> command;
    private final int atOnce;
    private final boolean slow;

    /// @param command starts the client's adapter
    /// @param atOnce how many scenarios at the same time, each with a client of its own
    /// @param slow also those that wait long
    public RunScenarios(List<String> command, int atOnce, boolean slow) {
        this.command = List.copyOf(command);
        this.atOnce = atOnce;
        this.slow = slow;
    }

    /// @return in the order of the scenarios
    public List<Outcome> run(List<Scenario> scenarios) {
        return Trial.all(scenarios, atOnce, slow, scenario -> () -> {
            try (Play play = new Play(command)) {
                scenario.body().run(play);
            }
        });
    }
}
