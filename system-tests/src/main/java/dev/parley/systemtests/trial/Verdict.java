package dev.parley.systemtests.trial;

import java.util.List;

/// What came of people talking in a cluster.
///
/// @param broken a sentence for each promise that did not hold
/// @param summary numbers for people
public record Verdict(List<String> broken, String summary) {
    public Verdict {
        broken = List.copyOf(broken);
    }

    public boolean isGreen() {
        return broken.isEmpty();
    }
}
