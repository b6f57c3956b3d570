package dev.parley.bench.workload;

/// One side of a comparison.
interface Contender extends AutoCloseable {
    String what();

    /// What a message has survived once its reader has it.
    String durability();

    /// Before a round.
    void begin();

    /// After a round: nothing of it uses the machine while the other side is measured.
    void end();

    @Override
    void close();
}
