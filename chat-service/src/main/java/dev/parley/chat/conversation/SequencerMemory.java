package dev.parley.chat.conversation;

/// What a sequencer keeps in memory. Less of it costs reads of the store and changes no decision.
///
/// @param conversations the least recently used leaves when it is passed, and is read from the store when next
///     needed
/// @param sends newest ones of each conversation that are recognised without a read
public record SequencerMemory(int conversations, int sends) {
    public SequencerMemory {
        if (conversations < 1 || sends < 1) {
            throw new IllegalArgumentException("a sequencer keeps at least 1 conversation and 1 send");
        }
    }
}
