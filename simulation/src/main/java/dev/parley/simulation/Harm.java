package dev.parley.simulation;

import java.util.Locale;

/// What a world may do to those in it. Each seed has its own share of each; any of them can be left out of a run.
enum Harm {
    /// Chat servers are killed, between steps and in the middle of any.
    KILLS,
    /// Chat servers are stopped and go on later.
    PAUSES,
    /// Partitions change hands though their owner lives.
    MOVES,
    /// Connections break.
    CUTS,
    /// Frames of a client arrive twice, or when it has long gone elsewhere.
    STRAYS,
    /// Clients are restarted, between steps and in the middle of any.
    RESTARTS,
    /// Stores fail, before or after the effect.
    FAILURES,
    /// Calls of stores take so long that other things happen meanwhile.
    DELAYS,
    /// Appends end without anyone knowing whether they landed.
    DOUBTS,
    /// Commits are lost.
    COMMITS,
    /// What reaches a log through an outbox does so twice.
    REPEATS,
    /// The directory of servers loses everything, or is away, or the discovery services are.
    DIRECTORY,
    /// Clocks drift and step.
    CLOCKS;

    /// As it is written on a command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
