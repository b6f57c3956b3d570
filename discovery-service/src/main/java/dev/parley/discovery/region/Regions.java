package dev.parley.discovery.region;

import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The regions of this installation and the rule that gives each user one.
///
/// @param names at least one, without repetition; the first is the default
public record Regions(List<String> names) {
    public Regions {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("at least one region, each with a name");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a region is named once");
        }
    }

    /// The user's region: the one wished for if there is such a one, else the one hinted at, else the default. A
    /// wish for a region that does not exist is no mistake: clients keep their setting when an installation
    /// shrinks.
    public String of(@SuppressWarnings("UnusedVariable") UserId user, Wish wish) {
        return Stream.of(wish.region(), wish.hint())
                .flatMap(Optional::stream)
                .filter(names::contains)
                .findFirst()
                .orElse(names.getFirst());
    }

    /// What a client says about where it wants to be.
    ///
    /// @param region chosen by the user
    /// @param hint what the client thinks is near
    public record Wish(Optional<String> region, Optional<String> hint) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty());
    }
}
