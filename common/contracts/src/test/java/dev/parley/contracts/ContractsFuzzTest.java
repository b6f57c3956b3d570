package dev.parley.contracts;

import dev.parley.contracts.directory.ChatServerFuzzTarget;
import dev.parley.contracts.frame.ClientFrameFuzzTarget;
import dev.parley.contracts.id.TextFormsFuzzTarget;
import dev.parley.contracts.record.RecordFuzzTarget;
import dev.parley.contracts.ticket.TicketFuzzTarget;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.fuzzkit.Replay;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

public class ContractsFuzzTest {
    /// Of this module, for `./parley fuzz`.
    public static final List<FuzzTarget> TARGETS = List.of(
            new ClientFrameFuzzTarget(),
            new TextFormsFuzzTarget(),
            new TicketFuzzTarget(),
            new RecordFuzzTarget(),
            new ChatServerFuzzTarget());

    @TestFactory
    Stream<DynamicTest> promisesHold() {
        return Replay.of(TARGETS);
    }
}
